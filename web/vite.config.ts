import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Builds the staff console to web/dist/console. No inline script: the page must pass `script-src 'self'`. */
export default defineConfig({
  root: here('console'),
  base: '/console/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: here('dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8080', '/preview': 'http://127.0.0.1:8080' } },
})
