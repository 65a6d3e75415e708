"""`lvye`: the program at the command line. Thin: every command calls a service and says what came of it.

Exit codes: 0 done, 1 not possible (the sentence says why), 2 the command was written wrongly.
"""

# house: what the commands print is for a terminal, in both languages where it is read before anything works

from __future__ import annotations

import argparse
import atexit
import errno
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

SYSTEM_SAYS = {
    errno.ENOENT: "没有这个文件或文件夹。",
    errno.EACCES: "没有权限，请换一个可以写的地方，或换一个用户运行。",
    errno.EPERM: "系统不允许这样做。",
    errno.EROFS: "这里只能读，不能写。",
    errno.EISDIR: "这是一个文件夹，请写文件名。",
    errno.ENOTDIR: "路径中有一段不是文件夹。",
    errno.ENOSPC: "磁盘满了，请先清理。",
    errno.ENAMETOOLONG: "文件名太长。",
}
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvye.config.settings")
    from lvye.config.env import BadEnvironmentError  # house: nothing heavy before the words are understood

    try:
        from lvye.config.start import set_up  # house: as above

        set_up()
        return _run(options)
    except BadEnvironmentError as problem:
        return fail(str(problem))
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing to say to nobody
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as problem:
        return fail(f"{problem.filename or ''}：{SYSTEM_SAYS.get(problem.errno or 0, str(problem))}".lstrip("："))


def _run(options: argparse.Namespace) -> int:
    """The command itself; what it refuses, and what the database refuses, become a sentence."""
    from django.core.exceptions import ValidationError  # house: light commands need no Django
    from django.db import DatabaseError, connections

    atexit.register(connections.close_all)  # SQLite then carries its log over: all that was written is in one file
    try:
        run: Command = options.run
        return run(options)
    except ValidationError as problem:
        return fail("；".join(problem.messages))
    except DatabaseError as problem:
        return fail(_about_the_database(problem))


def _about_the_database(problem: Exception) -> str:
    from django.db import DatabaseError  # house: light commands need no Django

    from lvye.config.doctor import not_upgraded

    try:
        if not_upgraded():
            return "数据库还没有建好，或者不是最新的。请先运行 lvye migrate。"
    except DatabaseError:
        return f"数据库打不开：{problem}。请检查 LVYE_DATABASE_URL 和数据库是否在运行。"
    return f"数据库出了问题：{problem}。运行 lvye doctor 看看哪里不对。"


def fail(sentence: str) -> int:
    """Say what is wrong on the error stream; exit code 1."""
    sys.stderr.write(f"lvye: {sentence}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lvye", description="绿叶：学校后勤 (school logistics)")
    sub = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    _running(add)
    _keeping(add)
    return parser


Add = Callable[[str, Command, str], argparse.ArgumentParser]


def _running(add: Add) -> None:
    """Commands that make, serve and tell."""
    from lvye.config import commands  # house: light; the commands import what they need themselves

    add("migrate", commands.migrate, "建立或升级数据库 (make or upgrade the database)")
    demo = add("demo", commands.demo, "建立演示学校 (make or refresh the demo school)")
    demo.add_argument("--if-empty", action="store_true", help="已有数据就不动 (do nothing where there are data)")
    demo.add_argument("--small", action="store_true", help="只做一小部分 (a small one, for tests)")
    serve = add("serve", commands.serve, "启动服务 (serve the program)")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=partial(_between, 1, 65535), default=8000)
    serve.add_argument("--workers", type=partial(_between, 1, 64), default=1)
    serve.add_argument(
        "--demo", action="store_true", help="先建好数据库和演示学校 (first make the database and the demo school)"
    )
    serve.add_argument("--no-worker", action="store_true", help="后台任务另外运行 (background jobs run elsewhere)")
    add("worker", commands.worker, "运行后台任务 (run the background jobs)")
    summary = add("summary", commands.summary, "打印学期工作总结 (write the term summary)")
    summary.add_argument("term", help="学期代码，或 last、current (a term's code, last or current)")
    summary.add_argument("--out", required=True, type=Path, help="FILE.docx 或 FILE.pdf")
    figures = add("figures", commands.figures, "列出一个学期的全部数字 (all figures of a term)")
    figures.add_argument("term", help="学期代码，或 last、current")
    figures.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (one object a line)")
    read = add("read", commands.read, "读出旧总结里的数量 (read the quantities of old summaries)")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".docx、.pdf、.txt")
    read.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (one object a line)")
    add("doctor", commands.doctor, "检查这套安装哪里不对、怎么修 (what is wrong and how to mend it)")


def _keeping(add: Add) -> None:
    """Commands that bring data in and out, keep and prove them."""
    from lvye.config import commands  # house: as above

    bring = add("import", commands.import_, "从表格导入 (import a sheet into a register)")
    bring.add_argument("register", help="如 repairs.job")
    bring.add_argument("file", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="只检查，不写入 (check, write nothing)")
    bring.add_argument(
        "--year",
        type=partial(_between, 1990, 2100),
        help="表中日期没有写年份时用哪一年 (the year of dates without one)",
    )
    export = add("export", commands.export, "把台账导出为表格 (export a register)")
    export.add_argument("register")
    export.add_argument("file", type=Path, help="FILE.xlsx 或 FILE.csv")
    audit = add("audit", commands.audit_verify, "核对操作记录 (prove the audit chain)")
    audit.add_argument("what", choices=["verify"])
    stock = add("stock", commands.stock, "核对库存，或按明细账重算 (prove the stock, or make it anew from its moves)")
    stock.add_argument("what", choices=["verify", "rebuild"])
    backup = add("backup", commands.backup, "备份 (back up data and files)")
    backup.add_argument("file", type=Path)
    restore = add("restore", commands.restore, "恢复到空的地方 (restore into an empty place)")
    restore.add_argument("file", type=Path)


def _between(least: int, most: int, text: str) -> int:
    """A whole number in a range, as argparse asks for it."""
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"请写 {least} 到 {most} 之间的整数 (a whole number from {least} to {most})")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
