// 整张评分表: how each text of a workbook is understood, and what another table would change.
import { useState } from 'preact/hooks'
import { ask, given } from './engine.js'
import { Cell, Field, Note, One, Refusal, Saved, Table, Tag, minus, put, same, useJob } from './parts.jsx'

export function Tables() {
  const [file, setFile] = useState(null)
  const [other, setOther] = useState(null)
  const [job, run, setJob] = useJob()
  const [saved, saving, setSaved] = useJob()
  const choose = (set) => (one) => { set(one); setJob({}); setSaved({}) }
  const twice = file && other && same(file, other)
  const read = () => run('读', async () => ({ made: await ask('readings', { given: await given(file) }) }))
  const compare = () => run('比', async () => ({ against: await ask('against', { first: await given(file), second: await given(other) }) }))
  const { made, against } = job.value || {}
  return (
    <section class="p" style="margin-top:12px">
      <h2 class="hd">整张评分表 <span class="s">年初核对每一条的读法，印发各部门确认；评分表改了的，看改了哪些、对得分有什么影响。</span></h2>
      <table><tbody>
        <One label="评分表" file={file} onFile={choose(setFile)} none="工作簿，或只有评分表的文件" />
        <One label="另一个评分表" file={other} onFile={choose(setOther)} none="要比较才选，如今年改过的；上面选有部门数据的，就用它的数据按两张表各算一遍" />
      </tbody></table>
      <div class="row" style="margin-top:8px">
        <button disabled={!file || job.running} onClick={read}>看程序的理解</button>
        <button disabled={!file || !other || twice || job.running} onClick={compare}>比较两个评分表</button>
        {made && <button class="pri" onClick={() => saving('保存', async () => put([made]))}>保存 {made.name}</button>}
      </div>
      {twice && <Note kind="bad" role="alert">选的是同一个文件，请选两个不同的文件。</Note>}
      <Saved job={saved} />
      <div role="status">{job.running && <p>正在读评分表…</p>}</div>
      {job.error && <Refusal error={job.error} />}
      {made && made.told.map((table) => <Readings table={table} />)}
      {against && <Against all={against} first={file.name} second={other.name} />}
    </section>
  )
}

function Readings({ table }) {
  const row = (one) => [
    <>{one.indicator}<br /><Cell at={one.place} /></>, one.points, <span class="words">{one.text}</span>,
    <>
      {one.readback ? <span class="words">{one.readback}</span> : <Tag kind="bad">✕ 不能采用</Tag>}
      {one.findings.map((found) => <div class={found.severity === '必须' ? 'note bad' : 's'}>{found.found}。{found.advice}</div>)}
    </>,
    one.examples.map(({ value, marks }) => `${value} → ${marks == null ? '不能计分' : `${marks}分`}`).join('；'),
  ]
  const caption = `${table.table}　共${table.rows.length}项，${table.refused ? `其中${table.refused}项不能采用，请按建议改写` : '全部能够识别'}`
  return <Table kind="st" caption={caption} heads={[['指标'], ['分值', 'n'], ['评分标准'], ['程序的理解'], ['边界上怎样计分']]} rows={table.rows.map(row)} />
}

function Against({ all, first, second }) {
  const [words, setWords] = useState('')
  const rank = (at) => (at == null ? '不排名' : `第${at}名`)
  const signed = (change) => (change == null ? '待核，不能比较' : Number(change) > 0 ? `+${change}` : minus(change))
  const row = (one) => [one.name, one.before, rank(one.rank_before), one.after, rank(one.rank_after), signed(one.difference)]
  const only = [[all.only_before, first], [all.only_after, second]].filter(([sheets]) => sheets.length)
  return (
    <>
      {only.map(([sheets, name]) => <Note kind="wait">{sheets.join('、')}只在“{name}”，没有同名的可比；其部门没有比较。</Note>)}
      {all.tables.map(({ table, changes, departments }) => (
        <>
          <Table caption={`${table}　${changes.length ? `有${changes.length}处变化` : '两张评分表相同'}`} heads={[['指标'], ['变化', 'nw'], [`原（${first}）`], [`现（${second}）`]]} rows={changes.map((one) => [one.indicator, one.what, one.before || '—', one.after || '—'])} />
          {departments.length > 0 && <p class="row" style="margin-top:8px"><Field label="部门" size="12" placeholder="名称中的字" value={words} onChange={setWords} /></p>}
          {departments.length > 0 && <Table kind="st" caption="同样的数据，按两张评分表计算" heads={[['部门'], ['原总分', 'n'], ['原名次', 'n'], ['现总分', 'n'], ['现名次', 'n'], ['增减', 'n']]} rows={departments.filter((one) => one.name.includes(words.trim())).map(row)} />}
        </>
      ))}
    </>
  )
}
