import { defineConfig, mergeConfig } from 'vitest/config'
import page from './vite.config.ts'

export default mergeConfig(
  page,
  defineConfig({
    test: {
      include: [
        'src/**/*.test.{ts,tsx}',
        'scripts/**/*.test.ts',
        'conformance/**/*.test.ts',
        'bench/**/*.test.ts',
      ],
      environment: 'node',
      env: { TZ: 'UTC' },
      maxWorkers: 2,
      testTimeout: 30_000,
    },
  }),
)
