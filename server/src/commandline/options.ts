import { InvalidArgumentError } from 'commander';
import type { Severity } from '../rules/rule.js';

export const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** A whole number from 0, as an option's value. */
export function parseCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It takes a whole number from 0.');
  return Number(value);
}

/** A day of the calendar, YYYY-MM-DD. */
export function parseDay(value: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) {
    throw new InvalidArgumentError('It takes a day as YYYY-MM-DD, such as 2026-11-24.');
  }
  return value;
}

/** The machine's day where it stands, YYYY-MM-DD. */
export function machineDay(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Whether a severity is at or above a level. */
export function isAtLeast(severity: Severity, level: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(level);
}
