export declare function filesBelow(paths: readonly string[], keep?: (entry: string) => boolean): string[];
export declare function fingerprint(base: string, files: readonly string[], extra?: string): string;
export declare function isStale(stampFile: string, print: string): boolean;
export declare function writeStamp(stampFile: string, print: string): void;
