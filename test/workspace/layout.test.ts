import { describe, expect, it } from 'vitest';
import { layOut } from '../../server/src/workspace/layout.js';

const at = (path: string): string => `file:///w/${path}`;
const lay = (...paths: string[]): ReturnType<typeof layOut> => layOut(paths.map(at), []);

describe('layOut', () => {
  it('gives each part to the nearest tenant above it', () => {
    const layouts = lay(
      'a/tenant.yaml',
      'a/x.tenant.yaml',
      'a/b/tenant.yml',
      'a/b/c/y.tenant.yml',
      'a/d/z.tenant.yaml',
    );
    expect(layouts.map(({ id, yaml }) => [id, yaml])).toEqual([
      [at('a/b'), [at('a/b/tenant.yml'), at('a/b/c/y.tenant.yml')]],
      [at('a'), [at('a/tenant.yaml'), at('a/d/z.tenant.yaml'), at('a/x.tenant.yaml')]],
    ]);
  });

  it('lets each part without a tenant stand alone', () => {
    const layouts = lay('x.tenant.yaml', 'y.tenant.yaml', 'b/tenant.yaml');
    expect(layouts.filter(({ kind }) => kind === 'orphan').map(({ id }) => id)).toEqual([
      at('x.tenant.yaml'),
      at('y.tenant.yaml'),
    ]);
  });

  it('lists the settings above a tenant, the outermost first', () => {
    const [tenant] = lay(
      'tenant-config.yaml',
      'a/tenant-config.yaml',
      'a/b/tenant.yaml',
      'c/tenant-config.yaml',
    );
    expect(tenant?.settings).toEqual([at('tenant-config.yaml'), at('a/tenant-config.yaml')]);
  });

  it('checks settings that no tenant uses by themselves', () => {
    const layouts = lay('a/tenant.yaml', 'c/tenant-config.yaml');
    expect(layouts.filter(({ kind }) => kind === 'settings').map(({ id }) => id)).toEqual([
      at('c/tenant-config.yaml'),
    ]);
  });

  it('puts tenant.yaml before tenant.yml where there are both', () => {
    expect(lay('tenant.yml', 'tenant.yaml')[0]?.yaml).toEqual([at('tenant.yaml'), at('tenant.yml')]);
  });
});
