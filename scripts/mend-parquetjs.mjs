/**
 * Lets parquetjs-lite be bundled. One of its files was generated for scripts, which may assign to names that nobody
 * declared; a bundle is a module, which may not. Others, and a package it needs, make buffers in
 * a way that Node warns of outside of packages.
 */

const assigned = /^\s*([A-Za-z]\w*) = module\.exports\.\1 = /gm
const bufferOf =
  'function bufferOf(of, encoding) { return typeof of === "number" ? Buffer.alloc(of) : Buffer.from(of, encoding) }'

/** The plugin for every build that holds datasets. */
export function mendParquetjs() {
  return {
    name: 'mend-parquetjs',
    transform(code, id) {
      if (/parquetjs-lite[\\/]gen-nodejs[\\/]parquet_types\.js/.test(id)) {
        const names = [...code.matchAll(assigned)].map(([, name]) => name)
        if (names.length === 0) throw new Error('parquetjs-lite is not as it was: no names were found in it.')
        return { code: `var ${names.join(', ')};\n${code}`, map: null }
      }
      if (!/(?:parquetjs-lite[\\/]modules|node-int64)[\\/]/.test(id) || !code.includes('new Buffer('))
        return null
      return { code: `${bufferOf}\n${code.replaceAll('new Buffer(', 'bufferOf(')}`, map: null }
    },
  }
}
