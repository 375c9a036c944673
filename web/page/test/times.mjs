// How long the page takes beside the program on one core, and its memory: node test/times.mjs (JIXIAO: a release build)
import { execFileSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { ROOT, PROGRAM, browser, choose, folder, opened, saved } from './browser.mjs'

const RUNS = 3
const into = folder()
const many = join(into, '一千个部门.xlsx')
execFileSync('cargo', ['xtask', 'many', '1000', many], { cwd: ROOT, stdio: 'ignore' })

function native(file, values) {
  const begun = performance.now()
  const args = ['-c', '0', PROGRAM, 'score', file, '-o', join(into, `n-${basename(file)}`), '--no-annex', ...(values ? ['--values'] : [])]
  try {
    execFileSync('taskset', args, { stdio: 'ignore', env: { ...process.env, RAYON_NUM_THREADS: '1' } })
  } catch (error) {
    if (error.status !== 1) throw error
  }
  return performance.now() - begun
}

async function inPage(from, file, values) {
  const { page } = await opened(from)
  let begun = performance.now()
  await choose(page, '选择文件…', [file])
  await page.waitForSelector('h1:has-text("评分结果")', { timeout: 120000 })
  let spent = performance.now() - begun
  await page.click('#tab-download')
  if (values) await page.check('text=结果只写数值')
  await page.waitForTimeout(800)
  begun = performance.now()
  await saved(page, page.locator('[data-save="评分结果"]'), into)
  spent += performance.now() - begun
  const memory = await page.workers()[0].evaluate('self.memory')
  await page.close()
  return [spent, memory]
}

const from = await browser()
for (const [name, file, values] of [['45 departments', join(ROOT, 'workbooks/example.xlsx'), false], ['1,000 departments', many, false], ['1,000 departments, values', many, true]]) {
  const program = []
  const page = []
  for (let run = 0; run < RUNS; run += 1) {
    program.push(native(file, values))
    page.push(await inPage(from, file, values))
  }
  const [fast, slow] = [Math.min(...program), Math.min(...page.map(([spent]) => spent))]
  console.log(`${name}: program ${(fast / 1000).toFixed(2)} s, page ${(slow / 1000).toFixed(2)} s, ${(slow / fast).toFixed(1)} times; memory ${(page[0][1] / 1048576).toFixed(0)} MB`)
}
await from.close()
