/** A name as code; backticks in it do not end it. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${text.replace(/\s+/g, ' ')}${pad}${fence}`;
}

/** Text from a file (a description that somebody wrote) as plain words: nothing in it is markup. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, (mark) => `\\${mark}`).replace(/\s+/g, ' ');
}

export function link(title: string, href: string): string {
  return `[${title}](${href.replace(/[()\s]/g, (mark) => encodeURIComponent(mark))})`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** The first names as code, and how many more there are. */
export function someOf(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(code);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown);
}

/** Paragraphs; what is empty or null is left out. */
export function paragraphs(...parts: readonly (string | null | false)[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');
}

/** Words of the catalogue as a sentence. */
export function sentence(words: string): string {
  return /[.!?]$/.test(words) || words === '' ? words : `${words}.`;
}
