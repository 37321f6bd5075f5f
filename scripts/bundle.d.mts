export function ensurePage(): Promise<void>
export function bundleForNode(name: string, entry: string, more?: readonly string[]): Promise<string>
export function bundleForAnyEngine(name: string, entry: string): Promise<string>
