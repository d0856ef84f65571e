import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'

/**
 * A folder with `include/node`, as node-gyp wants it: that of the running Node, if it came with one.
 *
 * Otherwise one is made from what npm carries, the Node-API headers, which are all that better-sqlite3 includes.
 * node-gyp itself would download the rest from a host that is out of reach on many machines.
 */
export async function nodeHeaders() {
  const prefix = dirname(dirname(realpathSync(process.execPath)))
  if (
    existsSync(join(prefix, 'include/node/node_api.h')) &&
    existsSync(join(prefix, 'include/node/common.gypi'))
  ) {
    return prefix
  }

  const made = join(cacheFolder(), 'node-headers', `${process.version}-${process.arch}`)
  const include = join(made, 'include/node')
  mkdirSync(include, { recursive: true })
  const { default: nodeApi } = await import('node-api-headers')
  cpSync(nodeApi.include_dir, include, { recursive: true })
  // node-gyp reads these two; the second is how this Node itself was configured.
  writeFileSync(join(include, 'common.gypi'), JSON.stringify(commonSettings))
  writeFileSync(join(include, 'config.gypi'), JSON.stringify(process.config))
  return made
}

/** The little of Node's own common.gypi that an addon for Linux or macOS needs. */
const commonSettings = {
  target_defaults: {
    default_configuration: 'Release',
    configurations: {
      Release: { cflags: ['-O3', '-fno-omit-frame-pointer'] },
      Debug: { cflags: ['-g', '-O0'] },
    },
    cflags: ['-pthread', '-fPIC'],
    cflags_cc: ['-fno-rtti', '-fno-exceptions'],
    ldflags: ['-pthread'],
    conditions: [['OS=="mac"', { xcode_settings: { OTHER_LDFLAGS: ['-undefined dynamic_lookup'] } }]],
  },
}
