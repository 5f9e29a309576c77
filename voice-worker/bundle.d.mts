export declare function bundled(source: string, folder?: string): Promise<string>;
export declare function runBundled(source: URL | string): Promise<void>;
