import picocolors from 'picocolors';

/** Colours for a stream: only where a person looks at it, or where FORCE_COLOR asks for them; never with NO_COLOR. */
export function coloursFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colours {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0';
  const refused = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  return picocolors.createColors(!refused && (forced || (stream.isTTY === true && env.TERM !== 'dumb')));
}

export type Colours = ReturnType<typeof picocolors.createColors>;

/** Text of a file made safe to print: what would move the cursor or ring a bell becomes a dot; a tab two spaces. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => (character === '\t' ? '  ' : '·'));
}
