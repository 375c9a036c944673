// 下载: every file of a result, one by one or all in one .zip.
import { useEffect, useState } from 'preact/hooks'
import { ask, given, save } from './engine.js'
import { Choose, Findings, Heads, Note, Refusal } from './parts.jsx'

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
  const reading = `${stem(told.result).replace(/-评分结果.*$/, '')}-评分标准读法.xlsx`
  list.push({ kind: '评分标准读法', shown: reading, what: '程序怎样理解每一条评分标准，可以印发各部门确认。', files: [{ kind: 'reading', name: reading }] })
  return list
}

const stem = (name) => name.replace(/\.[^.]*$/, '')

export function Download({ view }) {
  const [way, setWay] = useState({ values: false, date: '', open: false })
  const [told, setTold] = useState(null)
  const [error, setError] = useState(null)
  const [busy, setBusy] = useState(null)
  const [done, setDone] = useState('')
  useEffect(() => {
    let mine = true
    ask('writeAs', way).then((value) => { if (mine) { setTold(value); setError(null) } }, (why) => mine && setError(why))
    return () => { mine = false }
  }, [way])
  const make = async (key, files, zip) => {
    setBusy({ key })
    setError(null)
    try {
      const one = files.length === 1 && !zip
      const bytes = one ? await ask('make', files[0]) : await ask('zip', { items: files }, (tick) => setBusy({ key, tick }))
      const name = one ? files[0].name : zip
      save(name, bytes)
      setDone(`已保存到“下载”：${name}（${Math.max(1, Math.round(bytes.length / 1024))} KB）`)
    } catch (why) {
      setError(why)
    }
    setBusy(null)
  }
  if (!told) return error ? <Refusal error={error} /> : <p>正在准备…</p>
  const list = rows(told)
  const label = (key, words) => (busy && busy.key === key ? `正在生成…${busy.tick ? ` ${busy.tick.done}/${busy.tick.of}` : ''}` : words)
  // the forms in one workbook are those of the single files
  const all = list.filter((row) => !['复核表汇编', '评分标准读法'].includes(row.kind)).flatMap((row) => row.files)
  return (
    <>
      {view.groups[0].lines > 0 && <Note kind="bad">还有 {view.groups[0].lines} 件影响得分的疑点没有处理，现在保存的结果不是定稿。</Note>}
      <div class="row np">
        <label>日期 <input size="14" placeholder="2025年7月1日" onChange={(event) => setWay({ ...way, date: event.target.value })} /></label>
        <label><input type="checkbox" checked={way.values} onChange={(event) => setWay({ ...way, values: event.target.checked })} /> 结果只写数值，不写公式</label>
        <label><input type="checkbox" checked={way.open} onChange={(event) => setWay({ ...way, open: event.target.checked })} /> 附件和公文对外公开（略去人名、电话、疑点和情况说明）</label>
        <button class="pri r" disabled={busy} aria-busy={Boolean(busy)} onClick={() => make('all', all, `${stem(view.input)}-全部文件.zip`)}>{label('all', '全部保存（.zip）')}</button>
      </div>
      {told.left_out && <Note>供公开的附件和公文略去：{told.left_out.join('、') || '无'}。结果工作簿不供公开。</Note>}
      {error && <Note kind="bad" role="alert">{error.what}</Note>}
      {told.refused && <Refusal error={told.refused} />}
      <table style="margin-top:8px">
        <caption>可以保存的文件</caption>
        <Heads heads={[['种类'], ['文件'], ['用来做什么'], ['', 'np']]} />
        <tbody>
          {list.map((row) => (
            <tr>
              <td class="nw"><b>{row.kind}</b></td>
              <td>{row.shown}</td>
              <td>{row.what}</td>
              <td class="np"><button data-save={row.kind} disabled={busy} aria-busy={Boolean(busy && busy.key === row.kind)} aria-label={`保存 ${row.shown}`} onClick={() => make(row.kind, row.files, row.files.length > 1 ? `${stem(view.input)}-${row.kind}.zip` : '')}>{label(row.kind, '保存')}</button></td>
            </tr>
          ))}
        </tbody>
      </table>
      {told.no_annex && <p class="s">没有附件：{told.no_annex}。</p>}
      <p class="s" role="status">{done}</p>
      <Judges view={view} />
      <p class="s" style="margin-top:8px">保存到浏览器的“下载”文件夹，同名的加序号，不覆盖。原文件指纹（SHA-256）{view.sha256} 写在“运行信息”里。</p>
    </>
  )
}

/** 评审打分表: written for each judge, read back when they are filled in. */
function Judges({ view }) {
  const [typed, setTyped] = useState('')
  const [partial, setPartial] = useState(false)
  const [told, setTold] = useState({})
  const names = typed.split(/[\s、，,；;]+/).filter(Boolean)
  const doing = (work) => work().then(setTold, (error) => setTold({ error }))
  const write = () => doing(async () => {
    const items = await ask('judgeSheets', { names })
    const name = `${stem(view.input)}-评审打分表.zip`
    save(name, await ask('zip', { items }))
    return { done: `已保存到“下载”：${name}（${names.length}名评审）` }
  })
  const read = (files) => doing(async () => {
    const one = await ask('judged', { files: await Promise.all(files.map(given)), names, partial })
    save(one.name, one.bytes)
    return { done: `已保存到“下载”：${one.name}。评定得分已填入，请用它重新评分。`, findings: one.told.findings }
  })
  return (
    <details style="margin-top:10px">
      <summary><b>评审打分表</b>　由评审人员打分的指标：每人一份，打好后读回，取平均分</summary>
      <div class="row" style="margin-top:6px">
        <label>评审姓名 <input size="30" placeholder="张三、李四、王五" value={typed} onInput={(event) => setTyped(event.target.value)} /></label>
        <button disabled={!names.length} onClick={write}>保存打分表</button>
        <Choose many onFiles={read}>读回打好的分…</Choose>
        <label><input type="checkbox" checked={partial} onChange={(event) => setPartial(event.target.checked)} /> 有评审没有打分的，按其余评审的平均分填</label>
      </div>
      <p role="status">{told.done}</p>
      {told.error && <Refusal error={told.error} />}
      {told.findings && told.findings.length > 0 && <Findings all={told.findings} />}
    </details>
  )
}
