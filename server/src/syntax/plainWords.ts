import type { ComposeError } from './readComposed.js';

/** What the parser's errors mean to somebody who does not know its words. */
const WORDS: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE:
    'This backslash begins no escape that YAML knows. Write two backslashes, or use single quotes.',
  BAD_INDENT: 'This line is not indented as its neighbours are. Begin it in the same column as they do.',
  BAD_PROP_ORDER: 'An anchor or tag stands in the wrong place. Put it behind the dash or the colon.',
  BAD_SCALAR_START: 'A value cannot begin with this character. Put quotes around the value.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second key begins on this line. Put it on a line of its own, or put quotes around the value.',
  BLOCK_IN_FLOW: 'Lines that are indented cannot stand between brackets. Separate the entries with commas.',
  KEY_OVER_1024_CHARS: 'This key is too long: YAML allows 1024 characters.',
  MISSING_CHAR: 'Something is missing here: a comma, a colon or a closing bracket.',
  MULTILINE_IMPLICIT_KEY:
    'This key follows a value that is not finished. Give the line before it a colon, or indent it as its neighbours are.',
  MULTIPLE_ANCHORS: 'A value can have only one anchor. Remove one of them.',
  MULTIPLE_TAGS: 'A value can have only one tag. Remove one of them.',
  TAB_AS_INDENT: 'A tab stands where YAML wants spaces. Put spaces in its place.',
  TAG_RESOLVE_FAILED: 'This tag is not known. Remove it.',
  UNEXPECTED_TOKEN: 'This is not expected here. Remove it, or put quotes around the value.',
};

/** A sentence or two for an error of the parser. */
export function plainWords(error: ComposeError | undefined): string {
  const words = error === undefined ? undefined : WORDS[error.code];
  return words ?? 'This cannot be read as YAML. Check the colons, quotes and brackets of this entry.';
}
