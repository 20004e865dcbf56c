"""The texts a new shop starts with; a shop changes them in its settings.

Placeholders: {old_parts} becomes the customer's choice, {days} the days a repair is guaranteed.
They claim nothing a shop may not claim; `clauses` checks what a shop writes instead.
"""

from services.documents.content import Terms, Words

REPAIR_WARRANTY_DAYS = 30

DEFAULT = Terms(
    zh=(
        "凭本单或身份证件取机；他人代取请出示本单和代取人证件。",
        "费用超过预估，须先征得您同意并记录时间、方式和金额；不同意可取回，只收已说明的检测费。",
        "换下的旧件：{old_parts}。保修换下的旧件按厂家要求退回。",
        "修好后通知；第 7、30 天各再通知一次。未付费用可依法留置，不收事先未约定的保管费。",
        "维修部位自取机日起保修 {days} 天，不影响您依法享有的其他权利。",
    ),
    en=(
        "Collect with this slip or ID; another person shows the slip and own ID.",
        "Above the estimate we ask first and record when, how and how much. If you decline, only the stated "
        "inspection fee is due.",
        "Old parts: {old_parts}. Warranty parts go back to the maker.",
        "We tell you when it is ready, and again on days 7 and 30. Unpaid work gives a lien by law; no "
        "storage fee unless agreed.",
        "Repair guaranteed {days} days from collection. Your statutory rights are not affected.",
    ),
    privacy=Words(
        "个人信息仅为维修、联系与法定留存使用，结案后按规定期限删除；可随时查询、更正。",
        "Used for this repair and legal records only; ask us to see or correct it.",
    ),
)


def ticked(choice: str) -> Words:
    """What becomes of old parts, with the customer's choice ticked."""
    back, kept = ("■" if choice == name else "□" for name in ("returned", "recycled"))
    return Words(f"{back} 归还  {kept} 由我们回收", f"{back} returned  {kept} recycled")


def ticked_words(choice: str) -> Words:
    """The customer's choice about old parts in words alone."""
    known = {"returned": Words("归还客户", "returned"), "recycled": Words("由我们回收", "recycled")}
    return known.get(choice, Words(""))


def filled_in(terms: Terms, old_parts: str, days: int | None) -> tuple[list[str], list[str]]:
    """The clauses of both languages, numbered.

    Only our placeholders are replaced: any other brace is the shop's own text.
    """
    parts = ticked(old_parts)
    guaranteed = str(days if days is not None else REPAIR_WARRANTY_DAYS)

    def numbered(texts: tuple[str, ...], choice: str) -> list[str]:
        return [
            f"{index}  " + text.replace("{old_parts}", choice).replace("{days}", guaranteed)
            for index, text in enumerate(texts, 1)
        ]

    return numbered(terms.zh, parts.zh), numbered(terms.en or terms.zh, parts.en)
