// The version of the engine: same version, scenario, seed and inputs, same run. It moves whenever the golden hash of its test moves.

export const ENGINE_VERSION = 3
