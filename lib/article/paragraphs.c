/* paragraphs.c - text, paragraph by paragraph. See paragraphs.h. */
#include "paragraphs.h"

#include <stdlib.h>

#include "fields.h"

void paragraphs_end(struct paragraphs *p)
{
	char *text = p->line.len ? field_clean(p->line.data, p->line.len)
				 : NULL;

	if (text && p->out.len)
		gz_buf_puts(&p->out, "\n\n");
	if (text)
		gz_buf_puts(&p->out, text);
	free(text);
	gz_buf_clear(&p->line);
}

char *paragraphs_take(struct paragraphs *p)
{
	paragraphs_end(p);
	gz_buf_free(&p->line);
	return p->out.len ? gz_buf_take(&p->out) : NULL;
}
