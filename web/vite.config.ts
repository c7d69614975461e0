import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The icon library names every icon in English to screen readers. Ours stand beside Chinese words, so an icon speaks only when it is given a name. */
const silentIcons: Plugin = {
  name: 'silent-icons',
  transform(code, id) {
    if (!id.endsWith('@ant-design/icons/es/components/AntdIcon.js')) return undefined
    if (!code.includes('"aria-label": icon.name'))
      throw new Error('@ant-design/icons has changed: see silentIcons in web/vite.config.ts')
    return code.replace(
      '"aria-label": icon.name',
      '"aria-hidden": restProps["aria-label"] === undefined ? true : undefined',
    )
  },
}

/** Builds the staff console to web/dist/console. No inline script: the page must pass `script-src 'self'`. */
export default defineConfig({
  root: here('console'),
  base: '/console/',
  publicDir: false,
  plugins: [silentIcons, react()],
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
