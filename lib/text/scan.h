/* scan.h - where the tokeniser stands, and what its parts do for each other.
 *
 * tokenise.c walks over the text; compound.c takes what begins with a letter,
 * # or @ and has word.c cut it; paragraph.c turns words into tokens and knows
 * about sentences, paragraphs and what capitals mean there.
 */
#ifndef GZ_TEXT_SCAN_H
#define GZ_TEXT_SCAN_H

#include "gz/text.h"
#include "word.h"

/* What stood since the last word. 0: nothing, the next one touches it. */
enum since {
	S_OTHER = 1,
	S_SPACE = 2,
	S_STOP = 4,    /* . ! ? */
	S_DOT = 8,     /* it was one dot, right behind the word */
	S_SPACED = 16, /* space behind the stop */
	S_HARD = 32,   /* a colon, dash or opening quote */
	S_OPEN = 64,   /* an opening quote */
	S_LINE = 128,  /* a newline */
	S_LINES = 256, /* two, with nothing but space between; or no word yet */
};

struct scan {
	struct gz_tokens *out;
	const char *text, *at, *end;
	unsigned since;	   /* enum since */
	const char *line;  /* where this line begins */
	size_t line_bytes; /* of the line before */
	bool any;	   /* something stands in out before the next word */

	/* The last word: its first token, or none if it was left out. */
	size_t last;
	bool last_dotted;

	/* The paragraph under way: its first token, its words. */
	size_t first;
	unsigned words, capitals;	    /* of two letters or more */
	unsigned long_words, long_capitals; /* of more than three */
	unsigned guesses;
};

#define NO_TOKEN SIZE_MAX

/* In a token's kind while its paragraph is under way: capitals that are an
 * acronym unless the paragraph turns out to shout. */
#define GUESS 0x40

/* compound.c: take the word at s->at with what hyphens join to it. */
void gz_text_compound(struct scan *s);
/* Take the hash tag or handle at s->at; false if there is none. */
bool gz_text_tag(struct scan *s);

/* paragraph.c: append the word's tokens; guess: capitals may be an acronym. */
void gz_text_put(struct scan *s, const struct word *w, bool guess);
/* Judge what could not be known before the paragraph was whole. */
void gz_text_end_paragraph(struct scan *s);

/* Append a token with its form to out. */
void gz_text_push(struct gz_tokens *out, struct gz_token t, const char *form,
		  size_t len);

#endif
