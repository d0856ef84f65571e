import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { mendParquetjs } from './scripts/mend-parquetjs.mjs'

const root = import.meta.dirname
const alias = { '@shared': resolve(root, 'src-shared') }

// Targets are set by hand: electron-vite would derive newer ones from the installed wrapper than Electron 33 has.
export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [mendParquetjs()],
    build: {
      outDir: 'out/main',
      target: 'node20',
      sourcemap: 'hidden',
      rolldownOptions: {
        input: {
          main: resolve(root, 'src-main/main.ts'),
          cli: resolve(root, 'src-main/cli/cli.ts'),
          'app-thread': resolve(root, 'src-main/app-thread.ts'),
          worker: resolve(root, 'src-main/jobs/worker.ts'),
          'index-thread': resolve(root, 'src-main/threads/index-thread.ts'),
          'search-thread': resolve(root, 'src-main/threads/search-thread.ts'),
          'save-thread': resolve(root, 'src-main/jobs/save-thread.ts'),
        },
        // Flat, because threads are started by file name from whichever chunk the starting code lands in.
        output: { chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      outDir: 'out/preload',
      target: 'node20',
      rolldownOptions: {
        input: resolve(root, 'src-preload/preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    resolve: { alias },
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      target: 'chrome130',
      // The window's policy allows fonts from our own files only, not from data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'src-renderer/index.html') },
    },
  },
})
