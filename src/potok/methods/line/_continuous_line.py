"""Formulas (9)–(20) of the continuous flow line (catalogue chapter 20)."""

from __future__ import annotations

from potok.notes.algebra import MINUTES_PER_HOUR, SECONDS_PER_MINUTE, maximum, nearest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source


def _source(number: str = "") -> Source:
    return Source("004", "§2.2", number)


SHIFTS = Symbol("shifts", "S", "число смен в периоде программы", "shift")
SHIFT_LENGTH = Symbol("shift", "h", "длительность смены", "h")
BREAK = Symbol("pause", "t_отд", "перерывы за смену", "min")
STOPS = Symbol("stops", "t_ост", "плановые остановки на час смены", "min/h")
DOWNTIME = Symbol("downtime", "k_пр", "плановые простои, доля режимного фонда", "share")
PROGRAM = Symbol("program", "Q", "программа выпуска за период", "pcs")
LOSS = Symbol("loss", "a", "технологические потери", "share")
BATCH = Symbol("batch", "p", "транспортная партия", "pcs")
TIME = Symbol("time", "t_оп.i", "норма оперативного времени операции", "s")
RAW = Symbol("raw", "m_расч.i", "расчётное число рабочих мест", "pcs")
PLACES = Symbol("places", "m_пр.i", "принятое число рабочих мест", "pcs")
PLACES_OF_ALL = Symbol("places", "m_пр.i", "принятое число рабочих мест", "pcs", series=True)
SHIFTS_A_DAY = Symbol("per_day", "n_с", "число смен в сутки", "shift")
SERVICE_NORM = Symbol("norm", "Н_обсл.i", "рабочих мест на одного рабочего", "pcs")
LINES = Symbol("lines", "N_л", "число линий", "pcs")
SPACING = Symbol("spacing", "l_м", "шаг рабочих мест", "m")
ITEM_SPACING = Symbol("item", "l_п", "шаг предметов на конвейере", "m")
AT_ONCE = Symbol("at_once", "q_i", "предметов одновременно на рабочем месте", "pcs", series=True)
SAFETY = Symbol("safety", "s", "страховой задел, доля сменного выпуска", "share")

REGIME_FUND = Formula(
    id="line.regime_fund",
    source=_source("9"),
    title="Режимный фонд времени линии",
    english="Scheduled time of the line",
    result=Symbol("regime", "F_р", "режимный фонд за период", "min"),
    expression=SHIFTS * SHIFT_LENGTH * MINUTES_PER_HOUR,
)

EFFECTIVE_FUND = Formula(
    id="line.effective_fund",
    source=_source("10"),
    title="Эффективный фонд времени линии",
    english="Effective time of the line",
    result=Symbol("fund", "F_э", "эффективный фонд за период", "min"),
    expression=REGIME_FUND.result * (1 - DOWNTIME) - SHIFTS * BREAK - SHIFTS * SHIFT_LENGTH * STOPS,
)

UTILIZATION = Formula(
    id="line.utilization",
    source=_source("10"),
    title="Коэффициент использования оборудования во времени",
    english="Utilization factor",
    result=Symbol("utilization", "К_и", "коэффициент использования во времени", "share"),
    expression=EFFECTIVE_FUND.result / REGIME_FUND.result,
)

LAUNCH_FROM_LAUNCH_LOSS = Formula(
    id="line.launch_program",
    source=Source("convention", "каталог, гл. 20"),
    title="Программа запуска, потери считаются от запуска",
    english="Launch quantity, loss as a share of the launch",
    result=Symbol("launch", "Q_зап", "программа запуска", "pcs"),
    expression=PROGRAM / (1 - LOSS),
)

LAUNCH_FROM_OUTPUT_LOSS = Formula(
    id="line.launch_program_by_output",
    source=Source("convention", "каталог, гл. 20"),
    title="Программа запуска, потери считаются от выпуска",
    english="Launch quantity, loss as a share of the output",
    result=LAUNCH_FROM_LAUNCH_LOSS.result,
    expression=PROGRAM * (1 + LOSS),
)

TAKT = Formula(
    id="line.takt",
    source=_source("9"),
    title="Такт поточной линии",
    english="Takt time",
    result=Symbol("takt", "r", "такт", "min"),
    expression=EFFECTIVE_FUND.result / LAUNCH_FROM_LAUNCH_LOSS.result,
    limits=(
        Limit(
            EFFECTIVE_FUND.result > 0,
            "перерывы, остановки и простои занимают всё время смены, такт не положителен",
            "Уменьшите перерывы, остановки или долю простоев.",
        ),
    ),
)

TAKT_IN_SECONDS = Formula(
    id="line.takt_s",
    source=_source("9"),
    title="Такт в секундах",
    english="Takt time in seconds",
    result=Symbol("takt_s", "r_с", "такт", "s"),
    expression=TAKT.result * SECONDS_PER_MINUTE,
)

RHYTHM = Formula(
    id="line.rhythm",
    source=Source("004", "§3.4"),
    title="Ритм поточной линии",
    english="Rhythm: takt of the transfer batch",
    result=Symbol("rhythm", "R", "ритм", "min"),
    expression=TAKT.result * BATCH,
)

WORKPLACES_RAW = Formula(
    id="line.workplaces_raw",
    source=_source("11"),
    title="Расчётное число рабочих мест",
    english="Required workstations",
    result=RAW,
    expression=TIME / TAKT_IN_SECONDS.result,
)

WORKPLACES = Formula(
    id="line.workplaces",
    source=_source("11"),
    title="Принятое число рабочих мест",
    english="Accepted workstations",
    result=PLACES,
    expression=maximum(1, nearest(RAW)),
)

LOAD = Formula(
    id="line.load",
    source=_source("12"),
    title="Коэффициент загрузки рабочих мест",
    english="Station load factor",
    result=Symbol("load", "К_з.i", "коэффициент загрузки", "share"),
    expression=RAW / PLACES,
)

WORKPLACES_TOTAL = Formula(
    id="line.workplaces_total",
    source=_source("13"),
    title="Всего рабочих мест на линии",
    english="Total workstations",
    result=Symbol("total", "M", "всего рабочих мест", "pcs"),
    expression=total(PLACES_OF_ALL),
)

AVERAGE_LOAD = Formula(
    id="line.average_load",
    source=_source("12"),
    title="Средняя загрузка линии",
    english="Average load of the line",
    result=Symbol("average", "К_з.ср", "средняя загрузка линии", "share"),
    expression=total(Symbol("raw", "m_расч.i", "расчётное число рабочих мест", "pcs", series=True))
    / WORKPLACES_TOTAL.result,
)

WORKERS = Formula(
    id="line.workers_of_operation",
    source=_source("14"),
    title="Явочная численность операции в сутки",
    english="Attendance headcount of an operation",
    result=Symbol("workers", "Л_i", "рабочих на операции в сутки", "people"),
    expression=PLACES * SHIFTS_A_DAY / SERVICE_NORM,
)

WORKERS_PER_LINE = Formula(
    id="line.workers_per_line",
    source=_source("14"),
    title="Явочная численность линии в сутки",
    english="Attendance headcount of the line",
    result=Symbol("workers_line", "Л", "рабочих на линии в сутки", "people"),
    expression=total(Symbol("workers", "Л_i", "рабочих на операции в сутки", "people", series=True)),
)

WORKERS_TOTAL = Formula(
    id="line.workers_total",
    source=_source("14"),
    title="Явочная численность всех линий в сутки",
    english="Attendance headcount of all lines",
    result=Symbol("workers_total", "Л_Σ", "рабочих на всех линиях в сутки", "people"),
    expression=WORKERS_PER_LINE.result * LINES,
)

LENGTH_ONE_SIDED = Formula(
    id="line.conveyor_length_one_sided",
    source=_source("15"),
    title="Рабочая длина конвейера при одностороннем расположении",
    english="Conveyor working length, one-sided",
    result=Symbol("length", "L", "рабочая длина конвейера", "m"),
    expression=SPACING * (WORKPLACES_TOTAL.result - 1),
)

LENGTH_TWO_SIDED = Formula(
    id="line.conveyor_length_two_sided",
    source=_source("16"),
    title="Рабочая длина конвейера при двухстороннем расположении",
    english="Conveyor working length, two-sided",
    result=LENGTH_ONE_SIDED.result,
    expression=SPACING * (WORKPLACES_TOTAL.result - 1) / 2,
)

SPEED = Formula(
    id="line.conveyor_speed_by_takt",
    source=_source("17"),
    title="Скорость конвейера",
    english="Conveyor speed",
    result=Symbol("speed", "v", "скорость конвейера", "m/min"),
    expression=ITEM_SPACING / TAKT.result,
)

SPEED_PER_SECOND = Formula(
    id="line.conveyor_speed_s",
    source=_source("17"),
    title="Скорость конвейера в метрах в секунду",
    english="Conveyor speed in metres a second",
    result=Symbol("speed_s", "v_с", "скорость конвейера", "m/s"),
    expression=SPEED.result / SECONDS_PER_MINUTE,
)

TECHNOLOGICAL_BACKLOG = Formula(
    id="line.technological_backlog",
    source=_source("19"),
    title="Технологический задел",
    english="Technological in-line inventory",
    result=Symbol("technological", "Z_техн", "технологический задел", "pcs"),
    expression=total(AT_ONCE * PLACES_OF_ALL),
)

TRANSPORT_BACKLOG = Formula(
    id="line.transport_backlog",
    source=_source("20"),
    title="Транспортный задел",
    english="Transport in-line inventory",
    result=Symbol("transport", "Z_тр", "транспортный задел", "pcs"),
    expression=(WORKPLACES_TOTAL.result - 1) * BATCH,
)

SAFETY_BACKLOG = Formula(
    id="line.safety_backlog",
    source=_source("18"),
    title="Страховой задел",
    english="Safety in-line inventory",
    result=Symbol("safety_backlog", "Z_страх", "страховой задел", "pcs"),
    expression=SAFETY * PROGRAM / SHIFTS,
)

TOTAL_BACKLOG = Formula(
    id="line.total_backlog",
    source=_source("18"),
    title="Общий задел линии",
    english="Total in-line inventory",
    result=Symbol("backlog", "Z", "общий задел", "pcs"),
    expression=TECHNOLOGICAL_BACKLOG.result + TRANSPORT_BACKLOG.result + SAFETY_BACKLOG.result,
)

FORMULAS = (
    REGIME_FUND,
    EFFECTIVE_FUND,
    UTILIZATION,
    LAUNCH_FROM_LAUNCH_LOSS,
    LAUNCH_FROM_OUTPUT_LOSS,
    TAKT,
    TAKT_IN_SECONDS,
    RHYTHM,
    WORKPLACES_RAW,
    WORKPLACES,
    LOAD,
    WORKPLACES_TOTAL,
    AVERAGE_LOAD,
    WORKERS,
    WORKERS_PER_LINE,
    WORKERS_TOTAL,
    LENGTH_ONE_SIDED,
    LENGTH_TWO_SIDED,
    SPEED,
    SPEED_PER_SECOND,
    TECHNOLOGICAL_BACKLOG,
    TRANSPORT_BACKLOG,
    SAFETY_BACKLOG,
    TOTAL_BACKLOG,
)
