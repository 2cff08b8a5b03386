"""A whole plant into the books and out of them: what `potok import plant` and `export plant` do."""

from potok.operations.plant_transfer.dump import export_plant
from potok.operations.plant_transfer.load import ImportResult, import_plant

__all__ = ["ImportResult", "export_plant", "import_plant"]
