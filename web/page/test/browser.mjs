// What the tests of the page share: a browser without network, and the program to compare with.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { chromium } from 'playwright-core'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
export const PAGE = resolve(process.env.JIXIAO_PAGE || join(ROOT, 'target/page/jixiao.html'))
export const PROGRAM = resolve(process.env.JIXIAO || join(ROOT, 'target/debug/jixiao'))
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const folder = () => mkdtempSync(join(tmpdir(), 'jixiao-page-'))
export const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Runs the program; 1 means done, with findings. */
export function jixiao(...args) {
  try {
    return execFileSync(PROGRAM, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if (error.status !== 1) throw new Error(`jixiao ${args.join(' ')}: ${error.stderr}`)
    return error.stdout
  }
}

export const browser = () => chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: FLAGS })

/** The page, opened from the disk; whatever it asks of the network, and every error, is kept. */
export async function opened(from, size = { width: 1366, height: 768 }) {
  const page = await from.newPage({ viewport: size, acceptDownloads: true })
  const faults = []
  page.on('request', (request) => { if (!/^(file|blob|data):/.test(request.url())) faults.push(`request ${request.url()}`) })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()) })
  await page.goto(pathToFileURL(PAGE).href)
  await page.waitForSelector('text=可以使用 ✓')
  return { page, faults }
}

/** Runs a function in the Worker that lives; one that was stopped may still be listed. */
export async function inWorker(page, what) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await page.workers().at(-1).evaluate(what)
    } catch (error) {
      if (tries === 50) throw error
      await page.waitForTimeout(100)
    }
  }
}

/** Opens a tab of a result, and waits until it and not the one before is shown. */
export async function onTab(page, tab) {
  await page.click(`#tab-${tab}`)
  await page.waitForSelector(`#panel[aria-labelledby="tab-${tab}"] table`)
}

/** Saves by a button, into a folder; gives the path. */
export async function saved(page, button, into) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 120000 }), button.click()])
  const path = join(into, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

/** Chooses files by the button of that text. */
export async function choose(page, text, files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(`button:has-text("${text}")`)])
  await chooser.setFiles(files)
}

/** A workbook of another, with some parts edited: { part: (text) => text }. */
export function edited(from, to, edits) {
  const parts = unzipSync(readFileSync(from))
  for (const [name, edit] of Object.entries(edits)) parts[name] = strToU8(edit(strFromU8(parts[name] || new Uint8Array())))
  writeFileSync(to, zipSync(parts))
  return to
}

/** Drops files or folders of the disk on an element, as a hand does with the mouse. */
export async function dropped(page, selector, paths) {
  const { x, y, width, height } = await page.locator(selector).boundingBox()
  const browser = await page.context().newCDPSession(page)
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await browser.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height / 4, data })
  }
}
