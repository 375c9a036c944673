// 下载: every file of a result, one by one or all in one .zip.
import { useEffect, useState } from 'preact/hooks'
import { ask, given } from './engine.js'
import { Box, Choose, Field, Findings, Note, Refusal, Saved, Table, put, useJob } from './parts.jsx'

const FOR = {
  通报: '发给各部门的通报。', 评价报告: '评价工作的总报告。', 复核结果反馈函: '每个已定分部门一份，附附件3-1。',
  补正通知: '有“请部门补正”“影响得分”疑点的部门各一份。', 整改通知书: '等次低的部门各一份。',
}

/** The rows: kind, what is shown as the name, what for, the files. */
function rows(told) {
  const list = [{ kind: '评分结果', shown: told.result, what: '全部得分、原因、疑点、汇总；单元格有批注，公式随数据重算。供本局存档。', files: [{ kind: 'result', name: told.result }] }]
  if (!told.no_annex) list.push({ kind: '附件', shown: told.annex, what: `供随文印发的四张表，只有数值。${told.draft ? `标题注明未定稿：${told.draft}` : ''}`, files: [{ kind: 'annex', name: told.annex }] })
  for (const { kind, files } of told.documents) {
    const items = files.map(([at, name]) => ({ kind: 'document', at, name }))
    list.push({ kind, shown: items.length === 1 ? items[0].name : `${kind}（Word，${items.length}份）`, what: FOR[kind] || '', files: items })
  }
  list.push({ kind: '复核表', shown: `附件3-1复核表（${told.forms.length}份）`, what: '每个部门一个工作簿，复核得分、扣分原因写在原表上。', files: told.forms.map((name, at) => ({ kind: 'form', at, name })) })
  if (told.forms_in_one) list.push({ kind: '复核表汇编', shown: told.forms_in_one, what: '全部部门在一个工作簿，前面有目录，便于翻阅和一次打印。', files: [{ kind: 'forms', name: told.forms_in_one }] })
  list.push({ kind: '评分标准读法', shown: told.reading, what: '程序怎样理解每一条评分标准，可以印发各部门确认。', files: [{ kind: 'reading', name: told.reading }] })
  return list
}

const stem = (name) => name.replace(/\.[^.]*$/, '')

export function Download({ view }) {
  const [way, setWay] = useState({ values: false, date: '', open: false })
  const [told, setTold] = useState(null)
  const [error, setError] = useState(null)
  const [job, run] = useJob()
  useEffect(() => {
    let mine = true
    ask('writeAs', way).then((value) => { if (mine) { setTold(value); setError(null) } }, (why) => mine && setError(why))
    return () => { mine = false }
  }, [way])
  const make = (key, files, zip) => run(key, async (tick) => (
    put([zip ? { name: zip, bytes: await ask('zip', { items: files }, tick) } : { name: files[0].name, bytes: await ask('make', files[0]) }])
  ))
  if (!told) return error ? <Refusal error={error} /> : <p>正在准备…</p>
  const list = rows(told)
  const off = job.running || Boolean(error)
  const button = (key, words, shown, work, kind) => (
    <button class={kind} data-save={key} disabled={off} aria-busy={Boolean(job.running && job.title === key)} aria-label={shown} onClick={work}>{job.running && job.title === key ? '正在生成…' : words}</button>
  )
  const row = ({ kind, shown, what, files }) => [
    <b>{kind}</b>, shown, what, button(kind, '保存', `保存 ${shown}`, () => make(kind, files, files.length > 1 && `${stem(view.input)}-${kind}.zip`)),
  ]
  // the forms in one workbook are those of the single files
  const all = list.filter((one) => !['复核表汇编', '评分标准读法'].includes(one.kind)).flatMap((one) => one.files)
  return (
    <>
      {view.groups[0].lines > 0 && <Note kind="bad">还有 {view.groups[0].lines} 件影响得分的疑点没有处理，现在保存的结果不是定稿。</Note>}
      <div class="row np">
        <label>日期 <input size="14" placeholder="2025年7月1日" onChange={(event) => setWay({ ...way, date: event.target.value })} /></label>
        <Box on={way.values} onChange={(values) => setWay({ ...way, values })}>结果只写数值，不写公式</Box>
        <Box on={way.open} onChange={(open) => setWay({ ...way, open })}>附件和公文对外公开（略去人名、电话、疑点和情况说明）</Box>
        <span class="r">{button('all', '全部保存（.zip）', undefined, () => make('all', all, `${stem(view.input)}-全部文件.zip`), 'pri')}</span>
      </div>
      {told.left_out && <Note>供公开的附件和公文略去：{told.left_out.join('、') || '无'}。结果工作簿不供公开。</Note>}
      {error && <Note kind="bad" role="alert"><span class="words">{error.what}</span></Note>}
      {told.refused && <Refusal error={told.refused} />}
      <Table caption="可以保存的文件" heads={[['种类', 'nw'], ['文件'], ['用来做什么'], ['', 'np']]} rows={list.map(row)} />
      {told.no_annex && <p class="s">没有附件：{told.no_annex}。</p>}
      <Saved job={job} />
      <Judges view={view} />
      <p class="s" style="margin-top:8px">保存到浏览器的“下载”文件夹，同名的加序号，不覆盖。原文件指纹（SHA-256）{view.sha256} 写在“运行信息”里。</p>
    </>
  )
}

/** 评审打分表: written for each judge, read back when they are filled in. */
function Judges({ view }) {
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState('')
  const [inOne, setInOne] = useState(false)
  const [partial, setPartial] = useState(false)
  const [job, run] = useJob()
  const names = typed.split(/[\s、，,；;]+/).filter(Boolean)
  const count = /^[1-9]\d?$/.test(number) && !names.length ? Number(number) : undefined
  const write = () => run('打分表', async () => {
    const items = await ask('judgeSheets', { names, count, inOne })
    return put(inOne ? items : [{ name: `${stem(view.input)}-评审打分表.zip`, bytes: await ask('zip', { items }) }])
  })
  const read = (files) => run('读回', async () => put([await ask('judged', { files: await Promise.all(files.map(given)), names, count, partial })]))
  const told = job.value && job.value[0].told
  return (
    <details style="margin-top:10px">
      <summary><b>评审打分表</b>　由评审人员打分的指标：每人一份，打好后读回，取平均分</summary>
      <div class="row" style="margin-top:6px">
        <Field label="评审姓名" size="30" placeholder="张三、李四、王五" value={typed} onChange={setTyped} />
        <Field label="姓名没定的，写人数" size="3" placeholder="3" value={number} onChange={setNumber} disabled={names.length > 0} />
        <Box on={inOne} onChange={setInOne}>全部写在一个工作簿里</Box>
        <button disabled={job.running || !(names.length || count)} onClick={write}>保存打分表</button>
      </div>
      <div class="row" style="margin-top:6px">
        <Choose many onFiles={read}>读回打好的分…</Choose>
        <Box on={partial} onChange={setPartial}>有评审没有打分的，按其余评审的平均分填</Box>
      </div>
      <Saved job={job}>{told && <><span class="words">{`\n${told.text}`}</span>评定得分已填入新工作簿，请核对后用它重新评分。</>}</Saved>
      {told && told.findings.length > 0 && <Findings all={told.findings} />}
    </details>
  )
}
