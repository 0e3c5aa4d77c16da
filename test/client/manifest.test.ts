import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly languages: readonly {
      readonly configuration: string;
      readonly icon: { light: string; dark: string };
      readonly filenames: readonly string[];
    }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string }[] };
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly markdown: string } }[];
    }[];
    readonly configuration: {
      readonly properties: Record<
        string,
        { default: unknown; description?: string; markdownDescription?: string }
      >;
    };
  };
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest;
const { contributes } = manifest;
const source = readdirSync(`${root}client/src`)
  .map((name) => readFileSync(`${root}client/src/${name}`, 'utf8'))
  .join('\n');

describe('manifest', () => {
  it('names files that are there', () => {
    const [language] = contributes.languages;
    const files = [
      manifest.icon,
      ...contributes.grammars.map((grammar) => grammar.path),
      ...contributes.walkthroughs.flatMap((walkthrough) =>
        walkthrough.steps.map((step) => step.media.markdown),
      ),
      ...(language === undefined ? [] : [language.configuration, language.icon.light, language.icon.dark]),
    ];
    expect(files.filter((file) => !existsSync(`${root}${file}`))).toEqual([]);
  });

  it('has an icon of at least 128 points, as the marketplace wants', () => {
    expect(readFileSync(`${root}${manifest.icon}`).readUInt32BE(16)).toBeGreaterThanOrEqual(128);
  });

  it('starts the extension only where a tenant file is', () => {
    expect(
      manifest.activationEvents.filter((event) => !/^(workspaceContains|onLanguage):/.test(event)),
    ).toEqual([]);
  });

  it('has each command in one category, in the palette, and in the code', () => {
    const ids = contributes.commands.map((command) => command.command);
    expect(contributes.commands.filter((command) => command.category !== 'Tenant Config')).toEqual([]);
    expect(contributes.menus.commandPalette.map((item) => item.command)).toEqual(ids);
    expect(ids.filter((id) => !source.includes(`'${id}':`))).toEqual([]);
  });

  it('describes each setting in a sentence, with a default, and reads it', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      expect(setting.description ?? setting.markdownDescription, name).toMatch(/^Controls .*\.$/s);
      expect(setting.default, name).toBeDefined();
      // The trace setting is read by the client library.
      if (name !== 'tenantConfig.trace.server') expect(source).toContain(name.replace('tenantConfig.', ''));
    }
  });
});
