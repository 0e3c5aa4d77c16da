// Short names for what is not written by us, libraries and generated code: nobody looks for them in a stack trace, and the
// package of the extension is to stay below 1 MB.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

const ofOthers = /[\\/](?:node_modules|generated)[\\/].*\.m?js$/;

export const shortNames = {
  name: 'short-names',
  setup(build) {
    build.onLoad({ filter: ofOthers }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { minifyIdentifiers: true });
      return { contents: code, loader: 'js' };
    });
  },
};
