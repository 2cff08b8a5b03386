"""Round of a worker over several batch apparatus (catalogue 95.2)."""

from __future__ import annotations

from potok.notes.algebra import floor, maximum, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source

ORDER = Source("convention", "каталог, 95.2")

MACHINES = Symbol("n", "n", "аппаратов у рабочего", "pcs")
UNLOADING = Symbol("after", "t_выгр", "выгрузка", "min")
LOADING = Symbol("before", "t_загр", "загрузка", "min")
OVERLAPPED = Symbol("overlapped", "t_п", "перекрываемое время рабочего", "min")
START = Symbol("start", "s", "начало", "min")

SUM_OF_KIND = Formula(
    id="norms.round_sum_of_kind",
    source=ORDER,
    title="Время операций одного вида за цикл",
    english="Time of one kind of operations in a cycle",
    result=Symbol("sum", "t_вид", "время операций одного вида", "min"),
    expression=total(Symbol("part", "t_j", "длительность операции", "min", series=True)),
)

CYCLE = Formula(
    id="norms.round_cycle",
    source=Source("004", "§2.3", "30"),
    title="Цикл аппарата",
    english="Cycle of the apparatus",
    result=Symbol("cycle", "T_ц", "цикл аппарата", "min"),
    expression=UNLOADING + LOADING + Symbol("machine", "t_а", "работа аппарата", "min"),
)

BUSY = Formula(
    id="norms.round_busy",
    source=Source("004", "§2.3", "30"),
    title="Занятость рабочего на один аппарат",
    english="Busy time per apparatus",
    result=Symbol("busy", "t_з", "время занятости на один аппарат", "min"),
    expression=UNLOADING + LOADING + OVERLAPPED,
)

ROUND = Formula(
    id="norms.round",
    source=ORDER,
    title="Круг обслуживания",
    english="Round of the worker",
    result=Symbol("round", "R", "круг обслуживания", "min"),
    expression=maximum(CYCLE.result, MACHINES * BUSY.result),
)

WORKER_BUSY = Formula(
    id="norms.round_worker_busy",
    source=ORDER,
    title="Занятость рабочего за круг",
    english="Busy time of the worker in a round",
    result=Symbol("worker", "T_раб", "занятость рабочего за круг", "min"),
    expression=MACHINES * BUSY.result,
)

WORKER_IDLE = Formula(
    id="norms.round_worker_idle",
    source=ORDER,
    title="Простой рабочего за круг",
    english="Idle time of the worker in a round",
    result=Symbol("idle", "T_св", "простой рабочего за круг", "min"),
    expression=ROUND.result - WORKER_BUSY.result,
)

MACHINE_WAIT = Formula(
    id="norms.round_machine_wait",
    source=ORDER,
    title="Ожидание аппарата за круг",
    english="Waiting of an apparatus in a round",
    result=Symbol("wait", "T_ож", "ожидание аппарата за круг", "min"),
    expression=ROUND.result - CYCLE.result,
)

EMPLOYMENT = Formula(
    id="norms.round_employment",
    source=ORDER,
    title="Действительная занятость рабочего",
    english="Employment of the worker",
    result=Symbol("employment", "К_з.д", "действительная занятость", "share"),
    expression=WORKER_BUSY.result / ROUND.result,
    limits=(
        Limit(
            ROUND.result > 0,
            "длительность круга равна нулю",
            "Задайте длительности операций больше нуля.",
        ),
    ),
)

PLANNED_EMPLOYMENT = Formula(
    id="norms.round_planned_employment",
    source=Source("004", "§2.3", "31"),
    title="Занятость рабочего по циклу аппарата",
    english="Operator utilization by the cycle",
    result=Symbol("planned", "К_з", "занятость по циклу аппарата", "share"),
    expression=WORKER_BUSY.result / CYCLE.result,
    limits=(
        Limit(
            CYCLE.result > 0,
            "длительность цикла аппарата равна нулю",
            "Задайте работу аппарата, загрузку или выгрузку.",
        ),
    ),
)

ROUNDS = Formula(
    id="norms.rounds_per_shift",
    source=ORDER,
    title="Целых кругов за смену",
    english="Rounds of the shift",
    result=Symbol("rounds", "N_к", "кругов за смену", "pcs"),
    expression=floor(Symbol("fund", "F_оп", "оперативный фонд", "min") / ROUND.result),
)

OUTPUT = Formula(
    id="norms.round_output",
    source=ORDER,
    title="Выпуск за смену",
    english="Output of the shift",
    result=Symbol("output", "Q", "выпуск за смену", "unit"),
    expression=ROUNDS.result * MACHINES * Symbol("per_cycle", "q_ц", "выход за цикл", "unit"),
)

BLOCK_START = Formula(
    id="norms.round_block_start",
    source=ORDER,
    title="Начало обслуживания аппарата",
    english="Start of a worker's block",
    result=START,
    expression=(Symbol("number", "j", "номер аппарата", "pcs") - 1) * BUSY.result,
)

FINISH = Formula(
    id="norms.round_finish",
    source=ORDER,
    title="Окончание работы",
    english="Finish of a work",
    result=Symbol("finish", "f", "окончание", "min"),
    expression=START + Symbol("d", "d", "длительность", "min"),
)

FORMULAS = (
    SUM_OF_KIND,
    CYCLE,
    BUSY,
    ROUND,
    WORKER_BUSY,
    WORKER_IDLE,
    MACHINE_WAIT,
    EMPLOYMENT,
    PLANNED_EMPLOYMENT,
    ROUNDS,
    OUTPUT,
    BLOCK_START,
    FINISH,
)
