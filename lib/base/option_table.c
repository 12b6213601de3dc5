/* option_table.c - every setting of both programs, a row each. See
 * gz/option.h. A new option is a row here; --help, etc/gazette.conf and the
 * manual's tables follow ("build/test_option --write" writes the file). */
#include "gz/option.h"

#include <limits.h>
#include <stddef.h>

#define BOTH (GZ_GAZETTE | GZ_GAZETTED)
#define NO_BOUNDS 0, 0
#define KB 1024LL
#define MB (1024 * KB)
#define GB (1024 * MB)
#define SECOND 1000LL
#define HOUR (3600 * SECOND)

/* clang-format off */
const struct gz_option gz_option_table[] = {
	{ "help", BOTH, GZ_FLAG, NULL, NO_BOUNDS, "",
	  "Show this help and exit." },
	{ "version", BOTH, GZ_FLAG, NULL, NO_BOUNDS, "",
	  "Show the version and exit." },
	{ "config", BOTH, GZ_STRING, NULL, NO_BOUNDS, "FILE",
	  "Read settings from FILE instead of the installed gazette.conf." },
	{ "index", BOTH, GZ_STRING, GZ_INDEXDIR, NO_BOUNDS, "DIR",
	  "The folder of the index." },
	{ "min-free", BOTH, GZ_SIZE, "512M", 0, 1024 * GB, "bytes",
	  "Take in nothing more when the disk has less than this free." },

	/* gazette: what is said of the articles */
	{ "source", GZ_GAZETTE, GZ_STRING, NULL, NO_BOUNDS, "NAME",
	  "The source of articles that do not name theirs." },
	{ "published", GZ_GAZETTE, GZ_STRING, NULL, NO_BOUNDS, "DATE",
	  "The publication date of articles that do not state theirs." },
	{ "format", GZ_GAZETTE, GZ_STRING, "auto", NO_BOUNDS, "FORMAT",
	  "Read files as this format, such as nitf; auto looks at each file." },
	{ "recurring", GZ_GAZETTE, GZ_STRING, NULL, NO_BOUNDS, "FILE",
	  "Leave out paragraphs that FILE, made by gazette recurring, lists." },
	{ "quiet", GZ_GAZETTE, GZ_FLAG, NULL, NO_BOUNDS, "",
	  "Show no progress." },

	/* gazette: how it works */
	{ "jobs", GZ_GAZETTE, GZ_INT, "0", 0, 256, "processes",
	  "How many files are read at once; 0 means one per processor." },
	{ "commit-seconds", GZ_GAZETTE, GZ_INT, "1", 1, 3600, "seconds",
	  "Of what comes through a pipe or a spool, write to disk at least "
	  "this often; files are loaded whole." },
	{ "commit-articles", GZ_GAZETTE, GZ_INT, "5000", 1, 1000000,
	  "articles",
	  "Of what comes through a pipe or a spool, write to disk after this "
	  "many articles." },
	{ "commit-bytes", GZ_GAZETTE, GZ_SIZE, "64M", 64 * KB, 4 * GB,
	  "bytes",
	  "Of what comes through a pipe or a spool, write to disk after this "
	  "much text." },
	{ "spool-keep", GZ_GAZETTE, GZ_INT, "7", 0, 36500, "days",
	  "How long a spool keeps what has been taken in, with its verdicts." },
	{ "feeds", GZ_GAZETTE, GZ_STRING, NULL, NO_BOUNDS, "FILE",
	  "Fetch the feeds that FILE, an OPML list, names, and watch what "
	  "comes." },
	{ "feed-interval", GZ_GAZETTE, GZ_TIME, "900s", SECOND, 24 * HOUR,
	  "time",
	  "How often a feed is fetched, unless its server wants it less "
	  "often." },
	{ "contact", GZ_GAZETTE, GZ_STRING, NULL, NO_BOUNDS, "URL",
	  "An address, of a page or of mail, that servers of feeds are told." },
	{ "parse-memory", GZ_GAZETTE, GZ_SIZE, "512M", 0, 64 * GB, "bytes",
	  "The most memory a process that reads files may take; 0 means no "
	  "limit." },
	{ "parse-time", GZ_GAZETTE, GZ_TIME, "10s", 0, HOUR, "time",
	  "The longest that reading one article may take; 0 means no "
	  "limit." },

	/* gazetted: where it is */
	{ "listen", GZ_GAZETTED, GZ_STRING, "127.0.0.1:8080", NO_BOUNDS,
	  "ADDR:PORT",
	  "The address and port to answer on; IPv6 is written "
	  "[::1]:8080." },
	{ "www", GZ_GAZETTED, GZ_STRING, NULL, NO_BOUNDS, "DIR",
	  "Serve the web page's style, script and icon from DIR instead of those "
	  "built in." },
	{ "title", GZ_GAZETTED, GZ_STRING, "gazetted", NO_BOUNDS, "TEXT",
	  "The name that the web page and its feeds show." },
	{ "public-url", GZ_GAZETTED, GZ_STRING, "", NO_BOUNDS, "URL",
	  "The address that readers know it by, like https://news.example; "
	  "nothing means the address that it listens on." },
	{ "cors", GZ_GAZETTED, GZ_STRING, "*", NO_BOUNDS, "ORIGIN",
	  "The origin whose pages may read answers; * means any, nothing "
	  "means none." },

	/* gazetted: articles that are sent to it */
	{ "spool", GZ_GAZETTED, GZ_STRING, NULL, NO_BOUNDS, "DIR",
	  "Take articles in by POST and put them into the spool DIR, for "
	  "gazette watch." },
	{ "keys-file", GZ_GAZETTED, GZ_STRING, NULL, NO_BOUNDS, "FILE",
	  "The file with the keys that allow it, one a line." },
	{ "post-rate", GZ_GAZETTED, GZ_INT, "100", 0, 1000000,
	  "requests per second",
	  "How often one key may be used in a second; 0 means any number." },
	{ "post-burst", GZ_GAZETTED, GZ_INT, "1000", 1, 1000000, "requests",
	  "How often a key that was not used lately may be used at once." },
	{ "post-size", GZ_GAZETTED, GZ_SIZE, "64M", KB, 4 * GB, "bytes",
	  "The most that one request may bring, unpacked." },
	{ "article-size", GZ_GAZETTED, GZ_SIZE, "8M", KB, 8 * MB, "bytes",
	  "The most that one article of it may have." },
	{ "spool-size", GZ_GAZETTED, GZ_SIZE, "1G", MB, 1024 * GB, "bytes",
	  "The most that may wait in the spool to be indexed." },
	{ "spool-files", GZ_GAZETTED, GZ_INT, "100000", 1, 100000000, "files",
	  "How many files may wait there." },

	/* gazetted: searches */
	{ "workers", GZ_GAZETTED, GZ_INT, "0", 0, 256, "processes",
	  "How many searches run at once; 0 means one per processor." },
	{ "search-time", GZ_GAZETTED, GZ_TIME, "2s", 10, HOUR, "time",
	  "The longest a search may take before it is stopped." },
	{ "search-memory", GZ_GAZETTED, GZ_SIZE, "512M", 0, 64 * GB, "bytes",
	  "The most memory a process that searches may take, beside the "
	  "index that it maps; 0 means no limit." },
	{ "lists", GZ_GAZETTED, GZ_SIZE, "256M", 0, 64 * GB, "bytes",
	  "Memory in a process that searches for the lists of words that were "
	  "asked for; of search-memory." },
	{ "queue", GZ_GAZETTED, GZ_INT, "64", 0, 100000, "searches",
	  "How many searches may wait for their turn." },
	{ "queue-time", GZ_GAZETTED, GZ_TIME, "500ms", 0, 60 * SECOND, "time",
	  "The longest a search waits for its turn." },
	{ "page-size-max", GZ_GAZETTED, GZ_INT, "200", 1, 1000, "results",
	  "The largest page-size that may be asked for." },
	{ "offset-max", GZ_GAZETTED, GZ_INT, "10000", 0, 1000000, "results",
	  "How far page may reach; cursor goes on from there." },
	{ "cache", GZ_GAZETTED, GZ_SIZE, "32M", 0, 64 * GB, "bytes",
	  "Memory for answers that may be asked for again; 0 means none." },

	/* gazetted: connections */
	{ "connections", GZ_GAZETTED, GZ_INT, "1000", 1, 100000,
	  "connections", "How many connections are kept open at once." },
	{ "connections-per-ip", GZ_GAZETTED, GZ_INT, "32", 1, 100000,
	  "connections",
	  "How many of them one address may have; this machine itself may "
	  "have any number." },
	{ "backlog", GZ_GAZETTED, GZ_INT, "512", 1, 65535, "connections",
	  "How many connections may wait to be accepted." },
	{ "header-time", GZ_GAZETTED, GZ_TIME, "10s", 100, HOUR, "time",
	  "The longest a client may take to send all headers." },
	{ "body-time", GZ_GAZETTED, GZ_TIME, "60s", 100, HOUR, "time",
	  "The longest a client may take to send a body." },
	{ "write-time", GZ_GAZETTED, GZ_TIME, "30s", 100, HOUR, "time",
	  "The longest a client may take to fetch an answer." },
	{ "idle-time", GZ_GAZETTED, GZ_TIME, "5s", SECOND, HOUR, "time",
	  "How long a connection is kept open for another request." },
	{ "keepalive-requests", GZ_GAZETTED, GZ_INT, "1000", 1, INT_MAX,
	  "requests", "How many requests a connection may carry." },
	{ "header-size", GZ_GAZETTED, GZ_SIZE, "16K", KB, MB, "bytes",
	  "The most a request line and its headers may take." },
	{ "headers", GZ_GAZETTED, GZ_INT, "64", 1, 1000, "headers",
	  "How many headers a request may have." },
	{ "url-size", GZ_GAZETTED, GZ_SIZE, "8K", 256, MB, "bytes",
	  "The longest URL that is answered." },
	{ "rate", GZ_GAZETTED, GZ_INT, "0", 0, 1000000,
	  "searches per second",
	  "How many searches one address may make in a second; 0 means any "
	  "number. 20 suits a public service; this machine itself is never "
	  "held back." },
	{ "rate-burst", GZ_GAZETTED, GZ_INT, "100", 1, 1000000, "searches",
	  "How many searches an address that was quiet may make at once." },

	/* gazetted: logs and stopping */
	{ "access-log", GZ_GAZETTED, GZ_STRING, "-", NO_BOUNDS, "FILE",
	  "Where each request is logged: a file, - for standard error, or "
	  "off." },
	{ "log-query", GZ_GAZETTED, GZ_FLAG, NULL, NO_BOUNDS, "",
	  "Log what is searched for, too." },
	{ "drain-time", GZ_GAZETTED, GZ_TIME, "5s", 0, HOUR, "time",
	  "How long requests under way may take to end when the daemon is "
	  "told to stop." },
	{ 0 },
};
/* clang-format on */
