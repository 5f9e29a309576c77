interface LockFile {
  packages?: Readonly<
    Record<string, { version?: string; optional?: boolean; devOptional?: boolean; link?: boolean }>
  >;
}
export declare function installedMatches(lock: LockFile, installed: LockFile): boolean;
export declare function ensureInstalled(): Promise<"nothing to do" | undefined>;
