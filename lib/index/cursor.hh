/* cursor.hh - is a term in this article, and that one? Asked down the pile,
 * which is quick; any step back starts the posting list over. */
#ifndef GZ_CURSOR_HH
#define GZ_CURSOR_HH

#include <string>
#include <xapian.h>

class TermCursor
{
      public:
	TermCursor(const Xapian::Database &database, const std::string &t)
	    : db(database), term(t), at(db.postlist_begin(term)),
	      end(db.postlist_end(term))
	{
	}
	bool has(Xapian::docid did)
	{
		if (did < asked)
			at = db.postlist_begin(term);
		asked = did;
		if (at != end)
			at.skip_to(did);
		return at != end && *at == did;
	}
	/* How often, in the article that has() just confirmed. */
	Xapian::termcount count() const
	{
		return at.get_wdf();
	}

      private:
	Xapian::Database db;
	std::string term;
	Xapian::PostingIterator at, end;
	Xapian::docid asked = 0;
};

#endif
