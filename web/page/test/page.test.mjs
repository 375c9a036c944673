// Each job of the page in a browser, offline; what it saves is what the program writes, byte by byte.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { ROOT, browser, choose, folder, inWorker, jixiao, onTab, opened, saved, sha256 } from './browser.mjs'

const EXAMPLE = join(ROOT, 'workbooks/example.xlsx')
const SIZES = [[1366, 768], [1920, 1080], [819, 614]]
let from
const made = folder()
before(async () => { from = await browser() })
after(() => from.close())

/** The page with the example scored. */
async function scored(size) {
  const one = await opened(from, size)
  await choose(one.page, '选择文件…', [EXAMPLE])
  await one.page.waitForSelector('h1:has-text("评分结果")')
  return one
}

/** Nothing was asked of the network, and nothing failed on the way. */
async function closed({ page, faults }) {
  assert.deepEqual(faults, [])
  await page.close()
}

const save = (page, kind) => saved(page, page.locator(`[data-save="${kind}"]`), made)

test('what is saved of the example is what the program writes', async () => {
  const native = folder()
  jixiao('score', EXAMPLE, '-o', join(native, 'example-评分结果.xlsx'), '--forms', join(native, '复核表'), '--word', join(native, '公文'))
  jixiao('score', EXAMPLE, '-o', join(native, 'example-评分结果(2).xlsx'), '--forms', join(native, '汇编'), '--forms-in-one', '--no-annex', '--values', '--date', '2025-7-1')
  const one = await scored()
  await one.page.click('role=tab[name="下载"]')
  await one.page.waitForSelector('[data-save="评分结果"]')
  for (const kind of ['评分结果', '附件']) {
    const path = await save(one.page, kind)
    assert.equal(sha256(path), sha256(join(native, basename(path))), kind)
  }
  assert.equal(sha256(await save(one.page, '复核表汇编')), sha256(join(native, '汇编/附件3-1复核表汇编.xlsx')))
  const all = unzipSync(readFileSync(await saved(one.page, one.page.locator('button:has-text("全部保存")'), made)))
  const papers = ['复核表', '公文'].flatMap((name) => readdirSync(join(native, name)).map((file) => join(native, name, file)))
  assert.equal(Object.keys(all).length, papers.length + 2)
  for (const path of papers) assert.ok(Buffer.from(all[basename(path)] || []).equals(readFileSync(path)), basename(path))
  await one.page.check('text=结果只写数值')
  await one.page.fill('input[placeholder="2025年7月1日"]', '2025-7-1')
  await one.page.press('input[placeholder="2025年7月1日"]', 'Tab')
  await one.page.waitForTimeout(500)
  assert.equal(sha256(await save(one.page, '评分结果')), sha256(join(native, 'example-评分结果(2).xlsx')))
  await closed(one)
})

test('the ranking is sorted and filtered, and a department is opened by the keyboard', async () => {
  const one = await scored()
  const { page } = one
  const first = (name, is = true) =>
    page.waitForFunction(([name, is]) => document.querySelector('.tp tbody tr').innerText.includes(name) === is, [name, is])
  await first('市农业农村局')
  await page.click('th button:has-text("总分")')
  await page.click('th button:has-text("总分")')
  await first('市农业农村局', false)
  await page.fill('input[placeholder="名称中的字"]', '财政')
  await first('市财政局')
  await page.fill('input[placeholder="名称中的字"]', '没有这个部门')
  await page.click('button:has-text("清除筛选")')
  await page.fill('input[placeholder="名称中的字"]', '市财政局')
  await page.focus('button:has-text("市财政局")')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[role=dialog] >> text=公务卡刷卡率')
  assert.equal(await page.evaluate(() => document.activeElement.dataset.close !== undefined), true)
  for (let at = 0; at < 40; at += 1) await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('[role=dialog]'))), true)
  await page.click('[role=dialog] button:has-text("公务卡刷卡率")')
  await page.fill('input[aria-label="可刷卡支出改为"]', '238')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.df >> text=96.8')
  const path = await saved(page, page.locator('button:has-text("保存复核意见.docx")'), made)
  const native = join(folder(), '复核意见.docx')
  jixiao('explain', EXAMPLE, '市财政局', '--set', '可刷卡支出=238', '-o', native)
  assert.equal(sha256(path), sha256(native))
  await page.keyboard.press('Escape')
  await page.waitForSelector('[role=dialog]', { state: 'detached' })
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '市财政局')
  await page.focus('[role=tab][aria-selected=true]')
  await page.keyboard.press('ArrowRight')
  await page.waitForSelector('role=tab[name=/疑点/][selected]')
  await page.click('[aria-expanded=false]:has-text("缺少数据")')
  await page.waitForSelector('text=疑点代码 D03')
  await closed(one)
})

/** A department's form, filled in: its name, 人员编制, 实有人数. */
function filled(path, name) {
  jixiao('template', '--form', '-o', path)
  const parts = unzipSync(readFileSync(path))
  let sheet = strFromU8(parts['xl/worksheets/sheet2.xml'])
  const put = (cell, inner) => { sheet = sheet.replace(new RegExp(`<c r="${cell}" s="(\\d+)"/>`), inner) }
  put('D5', `<c r="D5" s="$1" t="inlineStr"><is><t>${name}</t></is></c>`)
  put('B10', '<c r="B10" s="$1"><v>20</v></c>')
  put('F10', '<c r="F10" s="$1"><v>19</v></c>')
  parts['xl/worksheets/sheet2.xml'] = strToU8(sheet)
  writeFileSync(path, zipSync(parts))
}

test('forms are collected, with the list of departments', async () => {
  const reports = join(folder(), '报送')
  mkdirSync(join(reports, '一科'), { recursive: true })
  filled(join(reports, '一科/市财政局.xlsx'), '市财政局')
  filled(join(reports, '市教育局 报.xlsx'), '市教育局')
  writeFileSync(join(reports, '坏.xlsx'), 'PK no workbook')
  writeFileSync(join(reports, '盖章.pdf'), '%PDF')
  const list = join(folder(), '名单.txt')
  writeFileSync(list, '市财政局\n市审计局\n市教育局\n')
  const native = join(folder(), '报送-汇总.xlsx')
  jixiao('collect', reports, '-o', native, '--departments', list)
  const one = await opened(from)
  await one.page.click('nav >> text=收集')
  await choose(one.page, '选择文件夹…', reports)
  await choose(one.page, '选择…', list)
  await one.page.click('button:has-text("开始收集")')
  await one.page.waitForSelector('text=收集情况')
  assert.match(await one.page.locator('main').innerText(), /市审计局/)
  assert.equal(sha256(await saved(one.page, one.page.locator('button:has-text("保存汇总工作簿")'), made)), sha256(native))
  await one.page.click('button:has-text("直接评分")')
  await one.page.waitForSelector('h1:has-text("报送-汇总.xlsx")')
  await closed(one)
})

test('judges get their sheets', async () => {
  const one = await scored()
  const native = folder()
  jixiao('judges', EXAMPLE, '--judge', '张三', '--judge', '李四', '-o', native)
  jixiao('rules', EXAMPLE, '-o', join(native, 'example-评分标准读法.xlsx'))
  await one.page.click('#tab-download')
  await one.page.click('summary:has-text("评审打分表")')
  await one.page.fill('input[placeholder^="张三"]', '张三 李四')
  const all = unzipSync(readFileSync(await saved(one.page, one.page.locator('button:has-text("保存打分表")'), made)))
  const names = readdirSync(native).filter((name) => name.startsWith('评审打分表'))
  assert.deepEqual(Object.keys(all).sort(), names.sort())
  for (const name of names) assert.ok(Buffer.from(all[name]).equals(readFileSync(join(native, name))), name)
  assert.equal(sha256(await save(one.page, '评分标准读法')), sha256(join(native, 'example-评分标准读法.xlsx')))
  await closed(one)
})

test('templates and forms are those of the program', async () => {
  const one = await opened(from)
  const native = folder()
  jixiao('template', '-o', join(native, '部门整体支出绩效评价.xlsx'), '--year', '2024')
  jixiao('template', '--form', '-o', join(native, '附件3部门整体支出绩效评价自评报告.xlsx'), '--year', '2024')
  jixiao('template', '--form', '-o', join(native, '附件3部门整体支出绩效评价自评报告.docx'), '--year', '2024')
  await one.page.click('nav >> text=模板与填报表')
  await one.page.fill('#yr', '2024年')
  const buttons = one.page.locator('button:has-text("保存")')
  for (const at of [0, 1, 2]) {
    const path = await saved(one.page, buttons.nth(at), made)
    assert.equal(sha256(path), sha256(join(native, basename(path))), basename(path))
    await one.page.waitForSelector('text=已保存到')
  }
  await one.page.fill('#yr', '24')
  await buttons.nth(0).click()
  await one.page.waitForSelector('text=如果是2024年，请写 2024')
  await closed(one)
})

test('two years are compared', async () => {
  const one = await opened(from)
  const last = join(folder(), '去年.xlsx')
  cpSync(EXAMPLE, last)
  const native = join(folder(), 'example-年度对比.xlsx')
  await one.page.click('nav >> text=年度对比')
  await choose(one.page, '选择文件…', [last])
  await choose(one.page, '选择文件…', [EXAMPLE])
  await one.page.click('button:has-text("开始对比")')
  jixiao('compare', last, EXAMPLE, '-o', native)
  assert.equal(sha256(await saved(one.page, one.page.locator('button:has-text("保存 example-年度对比.xlsx")'), made)), sha256(native))
  await closed(one)
})

test('a criterion is read while it is typed', async () => {
  const one = await opened(from)
  await one.page.click('nav >> text=评分标准试读')
  await one.page.fill('#tx', '在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。')
  await one.page.waitForSelector('mark:has-text("100%")')
  await one.page.waitForSelector('text=疑点代码 R02')
  await one.page.fill('#tx', '在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。')
  await one.page.waitForSelector('text=✓ 能够识别')
  await one.page.waitForSelector('caption:has-text("边界上怎样计分")')
  await one.page.fill('input[placeholder="如 103.4%；不适用"]', '103.4%')
  await one.page.waitForSelector('text=103.4% → 3.5分')
  await closed(one)
})

test('a run is stopped, and a Worker that dies is started again', async () => {
  const one = await opened(from)
  const many = join(folder(), '许多.xlsx')
  execFileSync('cargo', ['xtask', 'many', '400', many], { cwd: ROOT, stdio: 'ignore' })
  await choose(one.page, '选择文件…', [many])
  await one.page.click('button:has-text("停止")')
  await one.page.waitForSelector('text=已停止，没有结果，原文件没有改动')
  await one.page.waitForTimeout(500)
  await one.page.click('text=打开样例评分')
  await one.page.waitForSelector('h1:has-text("评分结果")')
  await inWorker(one.page, () => { self.onmessage = () => { throw new Error('out of memory') } })
  await choose(one.page, '改好后重新评分…', [EXAMPLE])
  await one.page.waitForSelector('text=程序已重新启动')
  await choose(one.page, '重新选择文件…', [EXAMPLE])
  await one.page.waitForSelector('h1:has-text("评分结果")')
  await closed(one)
})

test('a hostile file gives a message, and the page lives on', async () => {
  const one = await opened(from)
  const bad = folder()
  const files = { '坏.xlsx': 'PK\u0003\u0004 broken', '空.xlsx': '', '网页.xls': '<html><table><tr><td>1</td></tr></table></html>' }
  for (const name of Object.keys(files)) {
    writeFileSync(join(bad, name), files[name])
    await one.page.click('nav >> text=开始')
    await choose(one.page, '选择文件…', [join(bad, name)])
    await one.page.waitForSelector('role=alert')
    assert.match(await one.page.locator('[role=alert]').innerText(), /原文件没有改动/)
  }
  writeFileSync(join(bad, '半截.xlsx'), readFileSync(EXAMPLE).subarray(0, 40000))
  await one.page.click('nav >> text=开始')
  await choose(one.page, '选择文件…', [join(bad, '半截.xlsx')])
  await one.page.waitForSelector('role=alert')
  await one.page.click('nav >> text=开始')
  await one.page.click('text=打开样例评分')
  await one.page.waitForSelector('h1:has-text("评分结果")')
  await closed(one)
})

test('every screen fits three sizes', async () => {
  for (const [width, height] of SIZES) {
    const one = await scored({ width, height })
    const shot = (name) => process.env.JIXIAO_SHOTS && one.page.screenshot({ path: join(process.env.JIXIAO_SHOTS, `${name}-${width}.png`) })
    for (const tab of ['ranking', 'findings', 'deductions', 'charts', 'download']) {
      await onTab(one.page, tab)
      await shot(tab)
      assert.ok(await one.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${tab} is wider than ${width}`)
    }
    await onTab(one.page, 'ranking')
    await one.page.click('button:has-text("市财政局")')
    await one.page.waitForSelector('[role=dialog] table')
    await shot('department')
    await one.page.keyboard.press('Escape')
    for (const name of ['开始', '收集', '检查', '模板与填报表', '评分标准试读', '年度对比']) {
      await one.page.click(`nav >> text="${name}"`)
      await shot(name)
      assert.ok(await one.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} is wider than ${width}`)
    }
    await closed(one)
  }
})
