"""Reads a city's own 総括表 into data/.

files ──grids──▶ cells as they are shown ──headings, import.toml──▶ what each column is ──rows──▶
measures and indicators, each cell with its place ──words, tables, indicators──▶ rows of data/ ──▶ check

`roles` says what a column can be and by which headings, `levels` what stands between the rows,
`taking` whose a cell is, `owners` what an indicator is of, `reading` writes and reads import.toml,
`present` compares with what data/ holds. `doubtful` finds columns that must not be guessed, `slips`
what no rule of data/ can see, and `repeated` says once what many cells have in common. What stands
in no cell that was taken, `console` tells. Nothing is judged here that the rules judge, and
`commands` writes all or nothing.
"""
