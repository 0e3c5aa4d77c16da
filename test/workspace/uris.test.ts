import { describe, expect, it } from 'vitest';
import {
  baseName,
  foldersAbove,
  folderUri,
  isWithin,
  normaliseUri,
  parentUri,
} from '../../server/src/workspace/uris.js';

describe('uris', () => {
  it('spells one file in one way', () => {
    const spellings = [
      'file:///c%3A/a/tenant.yaml',
      'file:///C:/a/tenant.yaml',
      'file:///c:/a/x/../tenant.yaml',
    ];
    expect(new Set(spellings.map(normaliseUri)).size).toBe(1);
    expect(normaliseUri('file:///a/%C3%A9.yaml')).toBe(normaliseUri('file:///a/é.yaml'));
  });

  it('takes what is no uri as it is', () => {
    expect(() => normaliseUri('::: no uri')).not.toThrow();
  });

  it('leaves no slash at the end of a folder, save at the root', () => {
    expect(folderUri('file:///a/b/')).toBe('file:///a/b');
    expect(folderUri('file:///')).toBe('file:///');
  });

  it('goes up to the root and no further', () => {
    expect(foldersAbove('file:///a/b/c.yaml')).toEqual(['file:///a/b', 'file:///a', 'file:///']);
    expect(parentUri('file:///')).toBe('file:///');
    expect(foldersAbove('untitled:Untitled-1')).toEqual([]);
  });

  it('tells a folder from one whose name begins alike', () => {
    expect(isWithin('file:///a/b', 'file:///a/b/c')).toBe(true);
    expect(isWithin('file:///a/b', 'file:///a/bc')).toBe(false);
    expect(isWithin('file:///', 'file:///a')).toBe(true);
  });

  it('gives a name decoded, and a broken one as it is', () => {
    expect(baseName('file:///a/%C3%A9.yaml')).toBe('é.yaml');
    expect(baseName('file:///a/%zz')).toBe('%zz');
  });
});
