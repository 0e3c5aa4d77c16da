import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository, run, runCheck } from './command.js';

const examples = path.join(repository, 'examples');

interface ReadinessReport {
  readonly tenants: readonly {
    readonly tenant: string;
    readonly root: string;
    readonly features: Readonly<
      Record<
        string,
        {
          readonly enabled: boolean;
          readonly ready: boolean;
          readonly blockedBy: readonly string[];
          readonly unverified: readonly string[];
          readonly requirements: readonly {
            readonly id: string;
            readonly state: string;
            readonly column: string | null;
            readonly diagnostics: readonly { readonly rule: string; readonly place: string }[];
            readonly verifications: readonly { readonly key: string; readonly date: string | null }[];
          }[];
        }
      >
    >;
  }[];
}

describe('readiness', () => {
  it('prints each requirement of each feature, and exits 1 where one that is on is not ready', () => {
    const { status, stdout, stderr } = run(
      ['readiness', '--today', '2026-11-24', 'ready', 'starting'],
      examples,
    );
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('alpine-outdoor (ready)');
    expect(stdout).toContain('Segments: ready');
    expect(stdout).toMatch(/✓ R4 +verified {3}Revenue agrees/);
    expect(stdout).toContain('verified: revenue on 2026-11-13');
    expect(stdout).toMatch(/✓ R3 +met +Merged_Customers has email/);
    expect(stdout).toContain('Campaigns: not ready; not verified: sources_run, stitch_run');
    expect(stdout).toMatch(/✗ P07 +not met/);
    expect(stdout).toContain('customer-360-database-missing at starting/tenant.yaml:3: ');
  });

  it('exits 0 where every feature that is on is ready', () => {
    expect(run(['readiness', '--today', '2026-11-24'], path.join(examples, 'ready')).status).toBe(0);
  });

  it('prints the same as JSON', () => {
    const { stdout } = run(['readiness', '--today', '2026-11-24', '--format', 'json', 'blocked'], examples);
    const [tenant] = (JSON.parse(stdout) as ReadinessReport).tenants;
    expect([tenant?.tenant, tenant?.root]).toEqual(['blocked-example', 'blocked']);
    const segments = tenant?.features.segments;
    expect(segments?.ready).toBe(false);
    expect(segments?.unverified).toEqual(['stitch_qa', 'transactions_qa']);
    const stitched = segments?.requirements.find(({ id }) => id === 'P03');
    expect(stitched?.state).toBe('not met');
    expect(stitched?.diagnostics.map(({ rule, place }) => [rule, place])).toEqual([
      ['source-not-stitched', 'blocked/tenant.yaml:15'],
    ]);
    expect(stitched?.verifications).toEqual([{ key: 'stitch_run', date: '2026-11-16', stale: false }]);
    const checked = JSON.parse(runCheck(['--format', 'json', 'blocked'], examples).stdout) as ReadinessReport;
    expect(segments?.blockedBy).toEqual(checked.tenants[0]?.features.segments?.blockedBy);
  });
});

describe('--timing', () => {
  it('says what each stage and each rule took, beside the report', () => {
    const { stdout, stderr } = runCheck(['--timing', '--format', 'json', 'blocked'], examples);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    expect(stderr).toMatch(/^ {2}YAML +\d+\.\d\d ms$/m);
    const shares = [...stderr.matchAll(/^ {2}([a-z0-9-]+) +\d+\.\d\d ms +(\d+\.\d) %$/gm)];
    expect(shares.map(([, rule]) => rule)).toContain('required-column-missing');
    const sum = shares.reduce((total, [, , share]) => total + Number(share), 0);
    expect(Math.abs(sum - 100)).toBeLessThan(5);
  });
});
