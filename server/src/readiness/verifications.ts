import { catalog } from '../catalog/load.js';
import type { VerificationStatus } from './tenantReadiness.js';
import type { Evidence } from './evidence.js';

/** What of these keys of `verified` people have checked, and when. A day to come verifies nothing. */
export function verificationsOf(keys: readonly string[], evidence: Evidence): readonly VerificationStatus[] {
  return keys.map((key) => {
    const verification = catalog.verification(key);
    const written = evidence.tenant.verified.find((item) => item.key === key)?.date ?? null;
    const age = written === null ? null : daysBetween(written, evidence.today);
    const date = age === null || age < 0 ? null : written;
    const limit = verification?.staleAfterDays ?? null;
    return {
      key,
      description: verification?.description ?? key,
      date,
      stale: date !== null && age !== null && limit !== null && age > limit,
    };
  });
}

/** Whole days from one day to another; null where one is no day. */
function daysBetween(from: string, to: string): number | null {
  const day = /^\d{4}-\d{2}-\d{2}$/;
  if (!day.test(from) || !day.test(to)) return null;
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
  return Number.isNaN(days) ? null : days;
}
