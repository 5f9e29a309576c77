export declare function bundled(source: string): Promise<string>;
export declare function runBundled(source: URL | string): Promise<void>;
