/* compat_nyt.h - the two files of compat_nyt.c. */
#ifndef SERVER_COMPAT_NYT_H
#define SERVER_COMPAT_NYT_H

#include "compat.h"

/* Narrow t by fq, a filter in Lucene's words:
 *
 *     source:("The Ledger" "Wire Desk") AND NOT section_name:"Opinion"
 *
 * Values beside each other are any of them. What names another field, or
 * nothing, is a fault. */
void compat_nyt_fq(struct compat *t, const char *fq);

#endif
