/** What the person at the command line can put right: its message goes to standard error, and the status is 2. */
export class UsageError extends Error {}
