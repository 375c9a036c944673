// One HTML file of everything: node build.mjs GLUE.js ENGINE.wasm OUTPUT.html
import { build } from 'esbuild'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const [glue, engine, output] = process.argv.slice(2)
const options = { bundle: true, minify: true, write: false, target: 'chrome87', charset: 'utf8', format: 'iife', legalComments: 'none' }
const jsx = { jsx: 'automatic', jsxImportSource: 'preact' }
const bundled = async (entry, more) => (await build({ entryPoints: [entry], ...options, ...more })).outputFiles[0].text
const here = (path) => fileURLToPath(new URL(path, import.meta.url))

const worker = readFileSync(glue, 'utf8') + '\n' + (await bundled(here('src/worker.js')))
const parts = {
  style: await bundled(here('style.css')),
  main: await bundled(here('src/main.jsx'), jsx),
  worker,
  engine: gzipSync(readFileSync(engine), { level: 9 }).toString('base64'),
}
// a script ends at the first </script, whatever stands around it
for (const name of ['main', 'worker']) parts[name] = parts[name].replace(/<\/script/gi, '<\\/script')
const page = readFileSync(here('index.html'), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name])
writeFileSync(output, page)
console.log(`${output}: ${(page.length / 1048576).toFixed(1)} MB`)
