/** What the workspace needs of a file system; injected, so that virtual and browser workspaces work too. */
export interface FileSystem {
  /** The text of a file. A folder, a missing file and one that may not be read are told apart; never throws. */
  readFile(uri: string): Promise<ReadResult>;
  /**
   * The configuration files (`tenant.yaml`, `tenant.yml`, `*.tenant.yaml`, `*.tenant.yml`, `tenant-config.yaml`) in a
   * folder and below, sorted, links that loop followed once, `node_modules` and `.git` left out; never throws.
   */
  findConfigurationFiles(folderUri: string): Promise<readonly string[]>;
  /**
   * Where a file or folder really lies, once all links on the way are followed; its own uri where it is not there. A file
   * system without links has no need of it. Never throws.
   */
  realUri?(uri: string): Promise<string>;
}

export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };
