# Makefile - build, test and install gazetted. Needs GNU make and pkg-config.
#
#   make                      build/gazetted, build/gazette
#   make check                every test; some of them: make check T=query
#   make check SANITIZE=address,undefined      the same, in a folder of its own
#   make check SMALL=1        the same with tiny buffers, so that rare paths run
#   make fuzz                 each fuzz target for FUZZ_SECONDS (60)
#   make bench                our index beside other engines; see bench/README.md
#   make eval                 the scorers of ../shared/eval, where present
#   make coverage lint format format-check     what they say
#   make install prefix=/usr DESTDIR=/stage
#
# Settings below can be given on the command line or in config.mak, which you
# write by hand or let ./configure write. Nothing needs it to exist.

VERSION := 0.1.0
-include config.mak

CC           ?= cc
CXX          ?= c++
PKG_CONFIG   ?= pkg-config
CFLAGS       ?= -O2 -g
CXXFLAGS     ?= $(CFLAGS)
prefix       ?= /usr/local
bindir       ?= $(prefix)/bin
sbindir      ?= $(prefix)/sbin
datadir      ?= $(prefix)/share
mandir       ?= $(datadir)/man
docdir       ?= $(datadir)/doc/gazetted
unitdir      ?= $(prefix)/lib/systemd/system
sysconfdir   ?= $(if $(filter /usr,$(prefix)),/etc,$(prefix)/etc)
localstatedir ?= $(if $(filter /usr,$(prefix)),/var,$(prefix)/var)

# A variant is another folder, so that variants never mix: O=/tmp/x moves it.
comma := ,
O := build$(if $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))$(if $(SMALL),-small)$(if $(COVERAGE),-coverage)

WARN := -Wall -Wextra -Wvla -Wformat=2 -Wundef $(if $(DEVELOPER),-Werror)
WARN_C := -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
HARDEN := -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong \
          -fstack-clash-protection -fPIE \
          $(if $(findstring clang,$(CC)),,-ftrivial-auto-var-init=zero) \
          $(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
HARDEN_LD := -pie -Wl,-z,relro,-z,now,-z,noexecstack
variant := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all,$(if $(COVERAGE),,$(HARDEN))) \
           $(if $(SMALL),-DGZ_SMALL) $(if $(COVERAGE),--coverage -O0)
variant_ld := $(if $(SANITIZE),-fsanitize=$(SANITIZE),$(if $(COVERAGE),--coverage,$(HARDEN_LD)))
common := -Iinclude -I$(O) -D_GNU_SOURCE -DGZ_VERSION='"$(VERSION)"' \
          -DGZ_CONFIG='"$(sysconfdir)/gazette.conf"' \
          -DGZ_INDEXDIR='"$(localstatedir)/lib/gazette/index"' \
          -MMD -MP $(WARN) $(variant)

needs := xapian-core libmicrohttpd jansson libxml-2.0 libarchive libutf8proc libzstd libxxhash gmime-3.0 nettle libseccomp libbrotlienc
LIBS  := $(shell $(PKG_CONFIG) --libs $(needs))
ifeq ($(LIBS)$(filter clean,$(MAKECMDGOALS)),)
$(error $(needs): not all found by $(PKG_CONFIG); run ./bootstrap, or see README.md, "Build")
endif
LIBS   += -lstemmer -lz -lpthread
common += $(shell $(PKG_CONFIG) --cflags $(needs))
# Only gazette fetches.
CURL  := $(shell $(PKG_CONFIG) --libs libcurl)
ifeq ($(CURL)$(filter clean,$(MAKECMDGOALS)),)
$(error libcurl: not found by $(PKG_CONFIG); run ./bootstrap, or see README.md, "Build")
endif

src   := $(wildcard lib/*/*.c lib/*/*.cc)
lib   := $(patsubst %,$(O)/%.o,$(src))
units := $(patsubst tests/%.c,$(O)/%,$(wildcard tests/test_*$(T)*.c))
fuzzers := $(patsubst tests/%.c,%,$(wildcard tests/fuzz_*.c))
bins  := $(O)/gazetted $(O)/gazette

# Word lists under etc/ become C at build: a string a line, comments left out.
lists := $(patsubst etc/%.tsv,$(O)/etc/%.inc,$(wildcard etc/*.tsv)) $(O)/www.inc $(O)/help.inc

.PHONY: all check fuzz bench eval coverage lint format format-check floors install clean
all: $(bins)

$(O)/etc/%.inc: etc/%.tsv
	@mkdir -p $(@D)
	@sed -e '/^#/d' -e '/^$$/d' -e 's/[\\"]/\\&/g' -e 's/\t/", "/g' -e 's/.*/{ "&" },/' $< >$@
# The files of www/ too: name, bytes, length.
$(O)/www.inc: $(wildcard www/*)
	@mkdir -p $(@D)
	@for f in $^; do \
		printf '{ "%s", (const unsigned char *)\n' $${f##*/}; \
		od -An -v -to1 $$f | sed -e 's/ /\\/g' -e 's/.*/"&"/'; \
		printf ', %d },\n' $$(wc -c <$$f); \
	done >$@
# And the manual of queries, for the page /help.
$(O)/help.inc: man/help.awk man/gazette-query.7
	@mkdir -p $(@D)
	@awk -f $^ >$@.new && mv $@.new $@
$(O)/%.c.o: %.c $(MAKEFILE_LIST) | $(lists)
	@mkdir -p $(@D); echo "  CC   $<"
	@$(CC) -std=c11 $(common) $(WARN_C) $(CFLAGS) -c -o $@ $<
$(O)/%.cc.o: %.cc $(MAKEFILE_LIST) | $(lists)
	@mkdir -p $(@D); echo "  CXX  $<"
	@$(CXX) -std=c++17 $(common) $(CXXFLAGS) -c -o $@ $<

# The C++ compiler links, since Xapian needs its runtime.
link = @echo "  LINK $@"; $(CXX) $(variant_ld) $(LDFLAGS) -o $@ $^ $(LIBS)
$(O)/gazetted: $(patsubst %,$(O)/%.o,$(wildcard server/*.c))  $(lib); $(link)
$(O)/gazette: LIBS += $(CURL)
$(O)/gazette:  $(patsubst %,$(O)/%.o,$(wildcard indexer/*.c)) $(lib); $(link)
$(O)/test_%:   $(O)/tests/test_%.c.o $(lib); $(link)
$(O)/fuzz_%:   $(O)/tests/fuzz_%.c.o $(lib); $(link)
$(O)/bench_%:  $(O)/bench/%.c.o $(lib); $(link)
# One of them reads brotli too.
$(O)/test_front: LIBS += -lbrotlidec
# Those that look into the server get all of it but main().
peek := $(shell grep -l '"../server/' tests/*.c 2>/dev/null)
$(peek:tests/%.c=$(O)/%): $(patsubst %,$(O)/%.o,$(filter-out server/main.c,$(wildcard server/*.c)))

check: $(bins) $(units) floors
	@tests/run $(O) $(T)
FUZZ_SECONDS ?= 60
fuzz:
	@$(MAKE) --no-print-directory CC=clang CXX=clang++ SANITIZE=fuzzer,address,undefined fuzz-run
.PHONY: fuzz-run
fuzz-run: $(addprefix $(O)/,$(fuzzers))
	@tests/fuzz $(O) $(FUZZ_SECONDS)
bench: $(bins) $(patsubst %,$(O)/bench_%,generate driver ceiling)
	@BUILD=$(O) bench/run
eval: all
	@sh ../shared/eval/all.sh $(O)/gazette
coverage:
	@$(MAKE) --no-print-directory COVERAGE=1 check
	@find build-coverage/lib build-coverage/server build-coverage/indexer -name '*.gcda' \
		-exec gcov -n {} + 2>/dev/null | grep -A1 "^File '[a-z]" | grep -v ^--
floors:
	@tests/floors
style := include/gz/*.h $(wildcard lib/*/*.[ch] lib/*/*.cc lib/*/*.hh server/*.[ch] indexer/*.[ch] tests/*.[ch] bench/*.c)
format-check:
	@clang-format --dry-run -Werror $(style)
format:
	@clang-format -i $(style)
# A file that was found clean is looked at again when it or a header changes.
lint: $(patsubst %,$(O)/%.tidy,$(filter %.c,$(src)) $(wildcard server/*.c indexer/*.c))
	@cppcheck --quiet --error-exitcode=1 --inline-suppr --suppress=throwInNoexceptFunction -Iinclude -I$(O) lib server indexer
$(O)/%.c.tidy: %.c $(O)/%.c.o
	@clang-tidy --quiet $< -- -std=c11 $(filter -I% -D%,$(common)) 2>/dev/null
	@touch $@

# What is there already of gazette.conf is the administrator's.
examples := etc/nginx.conf.example etc/haproxy.cfg.example
completions := $(datadir)/bash-completion/completions
install: $(bins)
	install -d $(addprefix $(DESTDIR),$(bindir) $(sbindir) $(completions) \
		$(mandir)/man1 $(mandir)/man7 $(mandir)/man8 $(sysconfdir) $(unitdir) $(docdir)/examples)
	install -m755 $(O)/gazette $(DESTDIR)$(bindir)
	install -m755 $(O)/gazetted $(DESTDIR)$(sbindir)
	for s in 1 7 8; do install -m644 man/*.$$s $(DESTDIR)$(mandir)/man$$s || exit; done
	install -m644 etc/gazette.bash $(DESTDIR)$(completions)/gazette
	ln -sf gazette $(DESTDIR)$(completions)/gazetted
	test -e $(DESTDIR)$(sysconfdir)/gazette.conf || install -m644 etc/gazette.conf $(DESTDIR)$(sysconfdir)
	sed 's|/usr/sbin/|$(sbindir)/|' etc/gazetted.service >$(DESTDIR)$(unitdir)/gazetted.service
	sed 's|/usr/bin/|$(bindir)/|' etc/gazette-watch.service >$(DESTDIR)$(unitdir)/gazette-watch.service
	install -m644 $(wildcard *.md) $(DESTDIR)$(docdir)
	install -m644 $(examples) $(DESTDIR)$(docdir)/examples

clean:
	rm -rf build build-*

-include $(shell find $(O) -name '*.d' 2>/dev/null)
.SECONDARY:
