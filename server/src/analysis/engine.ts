import type { Snapshot, TenantInput } from './snapshot.js';

/**
 * The engine's one door: a tenant's texts in, everything that is known of it out. It keeps what it made of each
 * text, so that a keystroke costs what it changed. Pure but for that memory; never throws for any text.
 */
export interface Engine {
  analyse(input: TenantInput): Snapshot;
}
