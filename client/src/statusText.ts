import type { ServerStatus } from './protocol';

/** What the status item says, in the words a person reads. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly level: 'information' | 'warning' | 'error';
  readonly busy: boolean;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The text for a status; never throws. */
export function statusText(status: ServerStatus): StatusText {
  const tenants = count(status.tenants, 'tenant');
  switch (status.state) {
    case 'starting':
      return { text: 'Tenant Config: starting', detail: '', level: 'information', busy: true };
    case 'failed':
      return {
        text: 'Tenant Config: not running',
        detail: 'The server has stopped. The output says why.',
        level: 'error',
        busy: false,
      };
    case 'working':
      return { text: 'Tenant Config: checking', detail: tenants, level: 'information', busy: true };
    case 'ready':
      if (status.errors > 0 || status.warnings > 0) {
        return {
          text: `${count(status.errors, 'error')}, ${count(status.warnings, 'warning')}`,
          detail: tenants,
          level: status.errors > 0 ? 'error' : 'warning',
          busy: false,
        };
      }
      return { text: 'No errors, no warnings', detail: tenants, level: 'information', busy: false };
  }
}
