/* shim.hh - the wall between Xapian's exceptions and C.
 *
 * Every extern "C" function that calls Xapian is one call of guard(): the
 * body runs, and whatever it throws becomes a line in *err. No other file of
 * the program has a catch; tests/floors sees to it. */
#ifndef GZ_SHIM_HH
#define GZ_SHIM_HH

#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <xapian.h>

#include "gz/index.h"

/* A failure that has its sentence already. */
struct failure : std::exception {
	gz_err err;
	failure(gz_code code, const std::string &text)
	{
		gz_fail(&err, code, "%s", text.c_str());
	}
};

static inline gz_code code_of(const Xapian::Error &e)
{
	static const struct {
		const char *type;
		gz_code code;
	} table[] = {
		{ "DatabaseLockError", GZ_BUSY },
		{ "DatabaseModifiedError", GZ_BUSY },
		{ "DatabaseNotFoundError", GZ_MISSING },
		{ "DocNotFoundError", GZ_MISSING },
		{ "DatabaseCorruptError", GZ_DATA },
		{ "DatabaseVersionError", GZ_DATA },
		{ "InvalidArgumentError", GZ_DATA }, /* a term too long */
	};

	for (const auto &row : table)
		if (!strcmp(e.get_type(), row.type))
			return row.code;
	return GZ_SYSTEM;
}

/* How often a reader starts over because commits overtook it. */
enum {
	READ_TRIES = 4
};

/* Run body; on a reader's stale view run fresh and try again. */
template <typename F, typename R>
auto guard(gz_err *err, F body, R fresh) noexcept -> decltype(body())
{
	for (int tries = READ_TRIES;;) {
		try {
			return body();
		} catch (const failure &e) {
			if (err)
				*err = e.err;
		} catch (const Xapian::Error &e) {
			if (fresh(e) && --tries > 0)
				continue;
			gz_fail(err, code_of(e), "index: %s%s%s",
				e.get_msg().c_str(),
				e.get_error_string() ? ": " : "",
				e.get_error_string() ? e.get_error_string()
						     : "");
		} catch (const std::exception &e) {
			gz_fail(err, GZ_SYSTEM, "index: %s", e.what());
		} catch (...) {
			gz_fail(err, GZ_SYSTEM, "index: unknown failure");
		}
		return {}; /* false or NULL */
	}
}

template <typename F>
auto guard(gz_err *err, F body) noexcept -> decltype(body())
{
	return guard(err, body, [](const Xapian::Error &) { return false; });
}

#endif
