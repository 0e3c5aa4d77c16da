import type { Catalog } from '../catalog/catalog.js';
import { contentOf } from '../syntax/content.js';
import type { Source } from './tenant.js';

/**
 * Remembers what was found out of sources, as long as nothing is typed in them. Only for what their own YAML and the
 * catalog say, without places: the source may stand elsewhere by now.
 */
export class KeptBySource<T> {
  readonly #kept = new WeakMap<Catalog, WeakMap<object, T>>();

  of(source: Source, catalog: Catalog, find: () => T): T {
    let kept = this.#kept.get(catalog);
    if (!kept) {
      kept = new WeakMap();
      this.#kept.set(catalog, kept);
    }
    const content = contentOf(source.entry);
    let found = kept.get(content);
    if (found === undefined) {
      found = find();
      kept.set(content, found);
    }
    return found;
  }
}
