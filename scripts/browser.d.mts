export declare const browserFlags: string[]
export declare function findBrowser(): string | null
export declare function ensureBrowser(log?: (message: string) => void): string
