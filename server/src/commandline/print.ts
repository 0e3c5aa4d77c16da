/**
 * Writes all of a text to standard output, however slow the reader: resolved when it is out, or when the reader has
 * enough (`| head`), which changes nothing of what was found.
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
}
