// What the program can do besides the daily jobs, in the page: 台账, the readings of a whole 评分表, last year, judges by
// number, several 评分表, a folder that is dropped; and the page in colours that the system forces.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { ROOT, browser, choose, dropped, edited, folder, jixiao, onTab, opened, saved, sha256 } from './browser.mjs'

const EXAMPLE = join(ROOT, 'workbooks/example.xlsx')
const SIZES = [[1366, 768], [1093, 614], [911, 512]] // 1366×768, also at 125% and 150%
let from
const made = folder()
before(async () => { from = await browser() })
after(() => from.close())

/** Nothing was asked of the network, and nothing failed on the way. */
async function closed({ page, faults }) {
  assert.deepEqual(faults, [])
  await page.close()
}

/** Looks at a screen: a picture where one is wanted, and nothing wider than the window at any size. */
async function looked(page, name) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height })
    if (process.env.JIXIAO_SHOTS) await page.screenshot({ path: join(process.env.JIXIAO_SHOTS, `${name}-${width}.png`), fullPage: true })
    const wide = () => {
      const right = (of) => of.getBoundingClientRect().right
      const out = Array.from(document.querySelectorAll('main table')).find((table) => right(table) > right(table.parentElement) + 1)
      return document.documentElement.scrollWidth > window.innerWidth ? '' : out && out.textContent.slice(0, 40)
    }
    assert.equal(await page.evaluate(wide), undefined, `${name} is wider than ${width}`)
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}

/** Chooses a file in the row of a table that has this name. */
async function choose_in(page, row, file) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(`tr:has(th:text-is("${row}")) button:has-text("选择…")`)])
  await chooser.setFiles(file)
}

/** Files that are none of the workbooks that a job wants. */
function hostile() {
  const into = folder()
  const write = (name, bytes) => { writeFileSync(join(into, name), bytes); return join(into, name) }
  return [
    write('照片.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
    write('空.xlsx', ''),
    edited(EXAMPLE, join(into, '没有这张表.xlsx'), { 'xl/workbook.xml': (text) => text.replace('name="评分表"', 'name="表一"').replace('name="部门数据"', 'name="表二"') }),
  ]
}

const without_ledger = () => edited(EXAMPLE, join(folder(), '旧.xlsx'), { 'xl/workbook.xml': (text) => text.replace('name="申诉台账"', 'name="记事"').replaceAll('申诉台账!', '记事!') })

test('a ledger is added to a workbook that has none', async () => {
  const one = await opened(from)
  const { page } = one
  const old = without_ledger()
  const native = join(folder(), '旧-台账.xlsx')
  jixiao('ledger', old, '-o', native)
  await page.click('nav >> text=模板与填报表')
  await choose_in(page, '工作簿', old)
  const path = await saved(page, page.locator('button:has-text("加上台账")'), made)
  assert.equal(basename(path), '旧-台账.xlsx')
  assert.equal(sha256(path), sha256(native))
  await page.waitForSelector('text=已保存到“下载”：旧-台账.xlsx')
  await looked(page, 'ledger')
  for (const file of [EXAMPLE, ...hostile()]) {
    await choose_in(page, '工作簿', file)
    await page.click('button:has-text("加上台账")')
    await page.waitForSelector('[role=alert]')
    await page.click('button:has-text("不用它")')
  }
  await closed(one)
})

test('a whole table is read, saved and compared with another', async () => {
  const one = await opened(from)
  const { page } = one
  const changed = edited(EXAMPLE, join(folder(), '今年.xlsx'), {
    'xl/sharedStrings.xml': (text) => text.replace('以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分', '以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣1分'),
  })
  const native = join(folder(), '读法.xlsx')
  jixiao('rules', EXAMPLE, '-o', native)
  const against = JSON.parse(jixiao('rules', EXAMPLE, '--against', changed, '--json'))
  assert.equal(against.changes.length, 1)
  await page.click('nav >> text=评分标准试读')
  await choose_in(page, '评分表', EXAMPLE)
  await page.click('button:has-text("看程序的理解")')
  await page.waitForSelector('caption:has-text("共25项，全部能够识别")')
  const path = await saved(page, page.locator('button:has-text("保存 example-评分标准读法.xlsx")'), made)
  assert.equal(sha256(path), sha256(native))
  await looked(page, 'readings')
  await choose_in(page, '另一个评分表', changed)
  await page.click('button:has-text("比较两个评分表")')
  await page.waitForSelector('caption:has-text("有1处变化")')
  const rows = await page.locator('table:has(caption:text("同样的数据")) tbody tr').allInnerTexts()
  assert.equal(rows.length, against.departments.length)
  against.departments.forEach((of, at) => {
    const cells = rows[at].split('\t')
    assert.deepEqual([cells[0], cells[1], cells[3]], [of.name, of.before, of.after])
    assert.equal(cells[5].replace('−', '-').replace('+', ''), of.difference == null ? '待核，不能比较' : String(of.difference))
  })
  await looked(page, 'against')
  const bad = edited(EXAMPLE, join(folder(), '读不懂.xlsx'), { 'xl/sharedStrings.xml': (text) => text.replace('在职人员控制率≦100%，计5分', '在职人员控制率100%，计5分') })
  await choose_in(page, '评分表', bad)
  await page.click('button:has-text("看程序的理解")')
  await page.waitForSelector('caption:has-text("其中1项不能采用")')
  await looked(page, 'refused')
  // a table is known by its headings, whatever its sheet is called
  for (const file of hostile().slice(0, 2)) {
    await choose_in(page, '评分表', file)
    for (const button of ['看程序的理解', '比较两个评分表']) {
      await page.click(`button:has-text("${button}")`)
      await page.waitForSelector('[role=alert]')
    }
  }
  await choose_in(page, '评分表', changed)
  await choose_in(page, '另一个评分表', changed)
  await page.waitForSelector('text=选的是同一个文件')
  await closed(one)
})

test('a sentence is mended as the advice says, by the keyboard', async () => {
  const one = await opened(from)
  const { page } = one
  await page.click('nav >> text=评分标准试读')
  await page.fill('#tx', '在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。')
  await page.waitForSelector('.fix')
  await looked(page, 'fixes')
  const fix = await page.locator('.fix .words').first().innerText()
  assert.match(fix, /^在职人员控制率≤100%，计5分/)
  await page.focus('#tx')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '改成')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=✓ 能够识别')
  assert.equal(await page.inputValue('#tx'), fix)
  assert.equal(await page.evaluate(() => document.activeElement.id), 'tx')
  await page.selectOption('label:has-text("得分小数位") select', '0')
  await page.fill('input[placeholder="如 103.4%；不适用"]', '103.4%')
  await page.waitForSelector('text=103.4% → 4分')
  await closed(one)
})

test('last year stands beside the workbook, also when it is scored again', async () => {
  const one = await opened(from)
  const { page } = one
  const last = edited(EXAMPLE, join(folder(), '去年.xlsx'), { 'xl/worksheets/sheet2.xml': (text) => text.replace('<v>2020</v>', '<v>2019</v>') })
  const native = join(folder(), 'example-评分结果.xlsx')
  jixiao('score', EXAMPLE, '-o', native, '--no-annex', '--last-year', last)
  await choose_in(page, '去年的工作簿', last)
  await looked(page, 'start-last')
  for (const button of ['选择文件…', '改好后重新评分…']) {
    await choose(page, button, [EXAMPLE])
    await page.waitForSelector('text=已与去年的“去年.xlsx”核对')
    await onTab(page, 'download')
    const path = await saved(page, page.locator('[data-save="评分结果"]'), made)
    assert.equal(sha256(path), sha256(native))
    await onTab(page, 'ranking')
  }
  for (const file of [EXAMPLE, ...hostile()]) {
    await page.click('nav >> text=检查')
    await choose_in(page, '去年的工作簿', file)
    await choose(page, '选择文件…', [EXAMPLE])
    await page.waitForSelector('[role=alert] >> text=您的原文件没有改动')
  }
  await closed(one)
})

test('a template is made by a table, a list and last year\'s workbook', async () => {
  const one = await opened(from)
  const { page } = one
  const native = folder()
  const list = join(folder(), '名单.txt')
  writeFileSync(list, '市财政局\n市审计局\n')
  const rules = join(ROOT, 'workbooks/second-city.xlsx')
  const name = '部门整体支出绩效评价.xlsx'
  jixiao('template', '-o', join(native, 'a.xlsx'), '--year', '2025', '--rules', rules, '--departments', list)
  jixiao('template', '-o', join(native, 'b.xlsx'), '--year', '2021', '--from', EXAMPLE)
  await page.click('nav >> text=模板与填报表')
  await page.fill('#yr', '2025')
  await choose_in(page, '评分表', rules)
  await choose_in(page, '部门名单', list)
  const button = page.locator(`button[aria-label="保存 ${name}"]`)
  assert.equal(sha256(await saved(page, button, made)), sha256(join(native, 'a.xlsx')))
  await page.waitForSelector('text=第一个是“市财政局”')
  await page.fill('#yr', '2021')
  for (const row of ['评分表', '部门名单']) await page.click(`tr:has(th:text-is("${row}")) button:has-text("不用它")`)
  await choose_in(page, '带入旧内容', EXAMPLE)
  assert.equal(sha256(await saved(page, button, made)), sha256(join(native, 'b.xlsx')))
  await looked(page, 'template')
  for (const row of ['带入旧内容', '评分表', '部门名单']) {
    for (const file of hostile().slice(0, 2)) {
      await choose_in(page, row, file)
      await button.click()
      await page.waitForSelector('[role=alert]')
      await page.click(`tr:has(th:text-is("${row}")) button:has-text("不用它")`)
    }
  }
  await closed(one)
})

test('what is published, and an opinion as a workbook, are those of the program', async () => {
  const one = await opened(from)
  const { page } = one
  const native = folder()
  const output = join(native, 'example-评分结果.xlsx')
  jixiao('score', EXAMPLE, '-o', output, '--word', join(native, '公文'), '--public')
  jixiao('explain', EXAMPLE, '市财政局', '--set', '可刷卡支出=238', '-o', join(native, '市财政局-复核意见.xlsx'))
  await choose(page, '选择文件…', [EXAMPLE])
  await onTab(page, 'download')
  await page.check('text=附件和公文对外公开')
  await page.waitForSelector('text=供公开的附件和公文略去')
  assert.equal(sha256(await saved(page, page.locator('[data-save="附件"]'), made)), sha256(join(native, 'example-附件.xlsx')))
  for (const kind of ['通报', '复核结果反馈函']) {
    const path = await saved(page, page.locator(`[data-save="${kind}"]`), made)
    const files = path.endsWith('.zip') ? unzipSync(readFileSync(path)) : { [basename(path)]: readFileSync(path) }
    for (const name of Object.keys(files)) assert.ok(Buffer.from(files[name]).equals(readFileSync(join(native, '公文', name))), name)
  }
  await page.fill('input[placeholder="2025年7月1日"]', '明天')
  await page.press('input[placeholder="2025年7月1日"]', 'Tab')
  await page.waitForSelector('[role=alert] >> text=日期“明天”不对')
  assert.equal(await page.locator('[data-save="附件"]').isDisabled(), true)
  await onTab(page, 'ranking')
  await page.click('button:has-text("市财政局")')
  await page.click('[role=dialog] button:has-text("公务卡刷卡率")')
  await page.fill('input[aria-label="可刷卡支出改为"]', '238')
  await page.keyboard.press('Enter')
  const path = await saved(page, page.locator('button:has-text("保存复核意见.xlsx")'), made)
  assert.equal(sha256(path), sha256(join(native, '市财政局-复核意见.xlsx')))
  await closed(one)
})

test('judges whose names are not known have one workbook, and what they filled in is read back', async () => {
  const one = await opened(from)
  const { page } = one
  const native = folder()
  const sheets = join(native, 'example-评审打分表.xlsx')
  jixiao('judges', EXAMPLE, '--judges', '3', '-o', sheets)
  await choose(page, '选择文件…', [EXAMPLE])
  await onTab(page, 'download')
  await page.click('summary:has-text("评审打分表")')
  await page.fill('input[placeholder="3"]', '3')
  await page.check('text=全部写在一个工作簿里')
  const path = await saved(page, page.locator('button:has-text("保存打分表")'), made)
  assert.equal(basename(path), basename(sheets))
  assert.equal(sha256(path), sha256(sheets))
  await choose(page, '读回打好的分', [path])
  await page.waitForSelector('[role=alert] >> text=没有读到一个可用的分数')
  const mark = (text) => text.replace(/<c r="C(\d+)" s="(\d+)"\/>/g, '<c r="C$1" s="$2"><v>1</v></c>')
  const parts = Object.keys(unzipSync(readFileSync(sheets))).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
  const filled = edited(sheets, join(folder(), '打好.xlsx'), Object.fromEntries(parts.map((part) => [part, mark])))
  jixiao('judges', EXAMPLE, '--judges', '3', '--read', filled, '-o', join(native, 'example-评定.xlsx'))
  const [read] = await Promise.all([page.waitForEvent('download'), choose(page, '读回打好的分', [filled])])
  await read.saveAs(join(made, 'example-评定.xlsx'))
  assert.equal(sha256(join(made, 'example-评定.xlsx')), sha256(join(native, 'example-评定.xlsx')))
  await page.waitForSelector('text=评审打分已汇总')
  await looked(page, 'judges')
  for (const file of hostile()) {
    await choose(page, '读回打好的分', [file])
    await page.waitForSelector('[role=alert]')
  }
  await closed(one)
})

/** The example with a second 评分表, for 事业单位. */
function several() {
  const sheet = Buffer.from(unzipSync(readFileSync(EXAMPLE))['xl/worksheets/sheet3.xml']).toString()
  return edited(EXAMPLE, join(folder(), '两个评分表.xlsx'), {
    'xl/worksheets/sheet99.xml': () => sheet,
    'xl/worksheets/sheet4.xml': (text) => text.replace(/<c r="C52" s="(\d+)"\/>/, '<c r="C52" s="$1" t="inlineStr"><is><t>政府部门</t></is></c>'),
    'xl/workbook.xml': (text) => text.replace('</sheets>', '<sheet name="评分表（事业单位）" sheetId="99" r:id="rId99"/></sheets>'),
    'xl/_rels/workbook.xml.rels': (text) => text.replace('</Relationships>', '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet99.xml"/></Relationships>'),
    '[Content_Types].xml': (text) => text.replace('</Types>', '<Override PartName="/xl/worksheets/sheet99.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'),
  })
}

test('a workbook with several tables goes through every screen', async () => {
  const one = await opened(from)
  const { page } = one
  const file = several()
  const native = folder()
  jixiao('score', file, '-o', join(native, '两个评分表-评分结果.xlsx'), '--forms', join(native, '汇编'), '--forms-in-one')
  await choose(page, '选择文件…', [file])
  await page.waitForSelector('text=2个评分表')
  for (const tab of ['ranking', 'findings', 'deductions', 'charts', 'download']) {
    await onTab(page, tab)
    await looked(page, `several-${tab}`)
  }
  await onTab(page, 'ranking')
  const tables = await page.locator('table.st').first().locator('tbody tr td:nth-child(3)').allInnerTexts()
  assert.deepEqual(Array.from(new Set(tables)), ['（其余）', '（事业单位）'])
  assert.equal(tables.lastIndexOf('（其余）') < tables.indexOf('（事业单位）'), true)
  await onTab(page, 'download')
  for (const kind of ['评分结果', '附件']) {
    const path = await saved(page, page.locator(`[data-save="${kind}"]`), made)
    assert.equal(sha256(path), sha256(join(native, basename(path))), kind)
  }
  assert.equal(sha256(await saved(page, page.locator('[data-save="复核表汇编"]'), made)), sha256(join(native, '汇编/附件3-1复核表汇编.xlsx')))
  await onTab(page, 'ranking')
  await page.click('button:has-text("市图书馆")')
  await page.waitForSelector('[role=dialog] table')
  await looked(page, 'several-department')
  await page.keyboard.press('Escape')
  const forms = join(native, '填报表.xlsx')
  jixiao('template', '--form', '--rules', file, '-o', forms)
  await page.click('nav >> text=模板与填报表')
  await choose_in(page, '评分表', file)
  const both = []
  page.on('download', (download) => both.push(download))
  await page.locator('button:has-text("保存")').nth(1).click()
  await page.waitForSelector('text=附件3部门整体支出绩效评价自评报告（事业单位）.xlsx（')
  for (const [at, mark] of ['（其余）', '（事业单位）'].entries()) {
    await both[at].saveAs(join(made, 'f.xlsx'))
    const of = join(native, basename(both[at].suggestedFilename()).replace('附件3部门整体支出绩效评价自评报告', '填报表'))
    assert.equal(sha256(join(made, 'f.xlsx')), sha256(of), mark)
  }
  await page.click('nav >> text=评分标准试读')
  await choose_in(page, '评分表', file)
  await page.click('button:has-text("看程序的理解")')
  await page.waitForSelector('caption:has-text("评分表（事业单位）")')
  await closed(one)
})

test('a folder that is dropped is collected as the program collects it', async () => {
  const reports = join(folder(), '报送')
  mkdirSync(join(reports, '一科'), { recursive: true })
  mkdirSync(join(reports, '.cache'))
  jixiao('template', '--form', '-o', join(reports, '一科', '市财政局.xlsx'))
  edited(join(reports, '一科', '市财政局.xlsx'), join(reports, '一科', '市财政局.xlsx'), {
    'xl/worksheets/sheet2.xml': (text) => text.replace(/<c r="D5" s="(\d+)"\/>/, '<c r="D5" s="$1" t="inlineStr"><is><t>市财政局</t></is></c>').replace(/<c r="B10" s="(\d+)"\/>/, '<c r="B10" s="$1"><v>20</v></c>'),
  })
  const files = { '.DS_Store': 'x', '.cache/旧.xlsx': 'x', '.cache/更旧.xlsx': 'x', '市审计局 盖章.pdf': '%PDF', '名单.txt': '市财政局\n市审计局\n市教育局\n' }
  for (const name of Object.keys(files)) writeFileSync(join(reports, name), files[name])
  const native = join(folder(), '报送-汇总.xlsx')
  jixiao('collect', reports, '-o', native, '--departments', join(reports, '名单.txt'))
  const one = await opened(from)
  const { page } = one
  await dropped(page, '.drop', [reports])
  await page.waitForSelector('text=已选 6 个文件')
  await choose_in(page, '名单', join(reports, '名单.txt'))
  await page.click('button:has-text("开始收集")')
  await page.waitForSelector('text=收集情况')
  assert.equal(sha256(await saved(page, page.locator('button:has-text("保存汇总工作簿")'), made)), sha256(native))
  const text = await page.locator('main').innerText()
  for (const words of ['文件“市审计局 盖章.pdf”没有采用', '名单取自“名单.txt”，共3个部门', '由评审人员打分']) assert.ok(text.includes(words), `${words}: ${text}`)
  await looked(page, 'collected')
  // Chromium does not show such a file in a folder that is dropped, but in one that is chosen
  writeFileSync(join(reports, '~$市财政局.xlsx'), 'x')
  const again = join(folder(), '报送-汇总.xlsx')
  jixiao('collect', reports, '-o', again, '--departments', join(reports, '名单.txt'))
  await page.click('button:has-text("加文件")')
  await page.click('button:has-text("清空")')
  await choose(page, '选择文件夹…', reports)
  await page.click('button:has-text("开始收集")')
  await page.waitForSelector('text=打开文件时的临时文件')
  assert.equal(sha256(await saved(page, page.locator('button:has-text("保存汇总工作簿")'), made)), sha256(again))
  await closed(one)
})

test('two folders that are dropped at once keep files of one name apart', async () => {
  const both = folder()
  for (const name of ['一科', '二科']) {
    mkdirSync(join(both, name))
    writeFileSync(join(both, name, '报.xlsx'), 'PK')
  }
  const one = await opened(from)
  await dropped(one.page, '.drop', [join(both, '一科'), join(both, '二科')])
  await one.page.waitForSelector('text=已选 2 个文件')
  await one.page.click('button:has-text("开始收集")')
  await one.page.waitForSelector('[role=alert]')
  const text = await one.page.locator('[role=alert]').innerText()
  assert.ok(text.includes('一科/报.xlsx') && text.includes('二科/报.xlsx'), text)
  await closed(one)
})

test('what is done of a workbook is listed while it is scored', async () => {
  const one = await opened(from)
  const { page } = one
  // the engine answers slowly: the last step waits for it
  await page.workers()[0].evaluate(() => {
    const post = self.postMessage.bind(self)
    self.postMessage = (message, bytes) => setTimeout(() => post(message, bytes || []), message.tick ? 0 : 1500)
  })
  await choose(page, '选择文件…', [EXAMPLE])
  await page.waitForSelector('td:has-text("个部门已定分")')
  const rows = await page.locator('table:has(caption:text("步骤")) tbody tr').allInnerTexts()
  assert.deepEqual(rows.map((row) => row.split('\t')[2]), ['10张工作表', '25项指标，45个部门', '26个部门已定分', ''])
  await looked(page, 'steps')
  await page.waitForSelector('h1:has-text("评分结果")')
  await closed(one)
})

test('the page can be used in colours that the system forces', async () => {
  const one = await opened(from)
  const { page } = one
  await page.emulateMedia({ forcedColors: 'active' })
  const line = (selector, side) => page.evaluate(([of, side]) => getComputedStyle(document.querySelector(of))[side], [selector, side])
  assert.notEqual(await line('nav a[aria-current]', 'borderBottomColor'), await line('nav a:not([aria-current])', 'borderBottomColor'))
  await looked(page, 'forced-start')
  await choose(page, '选择文件…', [EXAMPLE])
  await page.waitForSelector('h1:has-text("评分结果")')
  assert.notEqual(await line('.tabs a[aria-selected=true]', 'borderTopColor'), await line('.tabs a[aria-selected=false]', 'borderTopColor'))
  await looked(page, 'forced-result')
  await page.click('#tab-charts')
  await page.waitForSelector('.hb')
  const bar = await page.evaluate(() => getComputedStyle(document.querySelector('.hb')).backgroundColor)
  assert.notEqual(bar, await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
  await looked(page, 'forced-charts')
  await page.click('nav >> text=评分标准试读')
  await page.fill('#tx', '在职人员控制率100%，计5分；每超过一个百分点扣0.5分，扣完为止。')
  await page.waitForSelector('.fix')
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.mir')).visibility), 'hidden')
  await looked(page, 'forced-reading')
  await closed(one)
})
