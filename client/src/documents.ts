import * as vscode from 'vscode';
import type { DocumentFilter } from 'vscode-languageclient';

export const languageId = 'tenant-config';

/**
 * The documents that the server is told about: tenant files, and SQL files whatever their language is called (the
 * server leaves alone those that no tenant names). Limited to the places that hold files, so that the old side of a
 * comparison is not taken for a second tenant.
 */
export function documentSelector(): DocumentFilter[] {
  const schemes = new Set(['file', 'untitled']);
  for (const folder of vscode.workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
  return [...schemes].flatMap((scheme) => [
    { scheme, language: languageId },
    { scheme, pattern: '**/*.sql' },
  ]);
}
