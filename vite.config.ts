import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './vite-plugins/csp.ts'
import { scenarios } from './vite-plugins/scenarios.ts'

export default defineConfig({
  base: './',
  plugins: [react(), scenarios(), contentSecurityPolicy()],
  worker: { format: 'es', plugins: () => [scenarios()] },
  build: { target: 'es2022', sourcemap: true },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
})
